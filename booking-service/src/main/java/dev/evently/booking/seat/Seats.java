package dev.evently.booking.seat;

import dev.evently.booking.sharding.Bucket;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The seats of the shard the calling thread is bound to.
 *
 * <p>Whoever moves seats has locked the quotas that count them before. Each method that does locks the event's map, raises
 * its version, and then locks the seats, always in this order.
 */
public interface Seats {

    /** Adds the seats of an event, all free. One that has seats keeps those it has. */
    void open(Bucket bucket, UUID eventId, SeatLayout layout);

    /**
     * The newest committed state of the event's seats; empty when it has none. To be read before the running transaction
     * changes any. It is the newest beyond doubt only for who has locked the event's quotas.
     */
    Optional<SeatMap> current(Bucket bucket, UUID eventId);

    /** The newest version of the map, and at most {@code limit} of the seats that changed after an older one. */
    Optional<SeatMap.Changes> changedSince(Bucket bucket, UUID eventId, long version, int limit);

    /**
     * Moves the seats of bookings.
     *
     * @param holders the booking whose each seat is, or is to be
     * @throws IllegalStateException when not all of them were in the first state and, if that is a taken one, of their
     *     booking: a bug, and the transaction must not be committed
     */
    void move(Bucket bucket, UUID eventId, SeatState from, SeatState to, Map<UUID, UUID> holders);

    /**
     * Blocks free seats, or frees blocked ones.
     *
     * @throws IllegalStateException as {@link #move}
     */
    void block(Bucket bucket, UUID eventId, SeatState from, SeatState to, Set<UUID> seats);

    /** Blocks whatever is free of these quotas. */
    void blockFree(Bucket bucket, UUID eventId, Collection<UUID> quotas);

    /**
     * How many quotas of these buckets count other seats than there are in some state, not counting free ones, of events
     * that are not over. Anything but zero is a bug.
     */
    int unbalanced(Set<Bucket> buckets, Instant now);
}
