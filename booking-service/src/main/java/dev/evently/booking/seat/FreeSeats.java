package dev.evently.booking.seat;

import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The free seats of an event, given away in memory while the running transaction keeps everybody else from moving its
 * places.
 */
public final class FreeSeats {

    private final SeatLayout layout;
    private final BitSet free;

    /** @param map the newest there is, read under the lock on the event's quotas */
    public FreeSeats(SeatMap map) {
        this.layout = map.layout();
        this.free = map.free();
    }

    public Optional<Seat> seat(UUID id) {
        return layout.seat(id);
    }

    public boolean isFree(Seat seat) {
        return free.get(seat.position());
    }

    /**
     * The best available seats of a quota for a party, from the front; they stay free.
     *
     * <p>Accessible seats and those of companions are chosen only when the quota has too few others: whoever needs them
     * names them, and its count of available places promises them to everybody. An organizer who wants to keep them to the
     * last blocks them.
     *
     * @param except seats that are spoken for
     * @return empty when there are too few
     */
    public Optional<List<Seat>> best(UUID quota, int party, Collection<Seat> except) {
        BitSet all = (BitSet) layout.ofQuota(quota).clone();
        all.and(free);
        except.forEach(seat -> all.clear(seat.position()));
        BitSet forAnybody = (BitSet) all.clone();
        forAnybody.and(layout.forAnybody());
        return BestAvailable.choose(layout.rows(), forAnybody, party)
                .or(() -> BestAvailable.choose(layout.rows(), all, party))
                .map(chosen -> chosen.stream().mapToObj(layout::at).toList());
    }

    /**
     * Gives free seats away.
     *
     * @throws IllegalStateException when one of them is not free
     */
    public void take(Collection<UUID> seats) {
        for (UUID id : seats) {
            Seat seat = seat(id).orElseThrow(() -> new IllegalStateException("There is no seat " + id));
            if (!isFree(seat)) {
                throw new IllegalStateException("Seat " + seat.name() + " is taken");
            }
            free.clear(seat.position());
        }
    }
}
