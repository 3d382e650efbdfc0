package dev.evently.booking.inventory;

import java.util.UUID;

/**
 * A counted pool of places, each of which is available, held, sold or blocked at every instant.
 *
 * @param capacity all places; more than {@code wantedCapacity} while more than that are taken
 * @param wantedCapacity what the organizer asked for
 * @param closed whether nothing of it is sold any more; what comes back is blocked
 */
public record Quota(
        UUID id,
        String name,
        int capacity,
        int wantedCapacity,
        int available,
        int held,
        int sold,
        int blocked,
        boolean closed) {

    public Quota {
        if (available < 0 || held < 0 || sold < 0 || blocked < 0 || wantedCapacity < 0) {
            throw new IllegalArgumentException("No count of places is negative");
        }
        if (capacity != Math.addExact(Math.addExact(available, held), Math.addExact(sold, blocked))) {
            throw new IllegalArgumentException("Every place is available, held, sold or blocked");
        }
    }

    public static Quota open(UUID id, String name, int capacity) {
        return new Quota(id, name, capacity, capacity, capacity, 0, 0, 0, false);
    }

    /** Raises the capacity, or lowers it as far as places are free; the rest follows as places come back. */
    public Quota resize(String name, int wanted) {
        return settle(name, wanted, held, sold, blocked);
    }

    /** Takes places from sale. */
    public Quota hold(int places) {
        return new Quota(id, name, capacity, wantedCapacity, available - places, held + places, sold, blocked, closed);
    }

    /** Gives back places that were held. */
    public Quota releaseHeld(int places) {
        return settle(name, wantedCapacity, held - places, sold, blocked);
    }

    /** Gives back places that were sold. */
    public Quota releaseSold(int places) {
        return settle(name, wantedCapacity, held, sold - places, blocked);
    }

    /**
     * Keeps so many places in all from sale, as house seats are.
     *
     * @throws IllegalArgumentException when fewer are free
     */
    public Quota block(int places) {
        if (places - blocked > available) {
            throw new IllegalArgumentException("Only " + available + " places are free");
        }
        return settle(name, wantedCapacity, held, sold, places);
    }

    /** Takes everything off sale for good. */
    public Quota close() {
        return new Quota(id, name, capacity, wantedCapacity, 0, held, sold, blocked + available, true);
    }

    /** What is not held, sold or blocked is available, up to the capacity the organizer wants. */
    private Quota settle(String newName, int wanted, int newHeld, int newSold, int newBlocked) {
        if (closed) {
            int rest = capacity - newHeld - newSold;
            return new Quota(id, newName, capacity, wanted, 0, newHeld, newSold, rest, true);
        }
        int taken = newHeld + newSold + newBlocked;
        int newCapacity = Math.max(wanted, taken);
        return new Quota(id, newName, newCapacity, wanted, newCapacity - taken, newHeld, newSold, newBlocked, false);
    }
}
