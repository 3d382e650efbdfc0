package dev.evently.booking.booking;

import dev.evently.booking.sharding.Bucket;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The bookings of the shard the calling thread is bound to; see {@link dev.evently.booking.sharding.Shards}. */
public interface Bookings {

    Optional<Booking> find(BookingId id);

    /** As {@link #find}, and nobody else moves the booking until the transaction ends. */
    Optional<Booking> lock(BookingId id);

    /** As {@link #lock}, of those bookings of one shard that nobody else has locked; waits for none of them. */
    Map<BookingId, Booking> lockFree(Set<BookingId> ids);

    /**
     * Claims idempotency keys of one shard until the transaction ends.
     *
     * @return those of them that no other transaction has claimed
     */
    Set<IdempotencyKey> claim(Set<IdempotencyKey> keys);

    /** The bookings that were made under some keys of one shard. */
    Map<IdempotencyKey, Keyed> findByKeys(Set<IdempotencyKey> keys);

    /** Writes new holds of one shard. */
    void insert(List<Keyed> holds);

    /** Writes the state of a booking that this transaction has locked. */
    void update(Booking booking);

    /** Writes that these bookings, which this transaction has locked, are confirmed. */
    void confirmAll(List<Booking.Confirmed> bookings);

    /** Writes that these bookings of one bucket, which this transaction has locked, have expired at the same moment. */
    void expireAll(List<Booking.Expired> bookings);

    /** Some holds of these buckets whose time is over, the oldest first. */
    List<BookingId> due(Set<Bucket> buckets, Instant now, int limit);

    /** How many bookings of these buckets are held. */
    long countHeld(Set<Bucket> buckets);

    /** Those of the bookings that are still held beyond their time; locked, except what others have locked. */
    List<Booking.Held> lockDue(Bucket bucket, Collection<BookingId> ids, Instant now);

    /**
     * Some bookings of the event that are held or confirmed, in the order of their ids.
     *
     * @param after only bookings with a higher id; null for all
     */
    List<BookingId> openOf(Bucket bucket, UUID eventId, @Nullable BookingId after, int limit);

    /**
     * How many places each of these buyers holds or has bought at the event, what was given back left out; who has none is
     * not among the answers. It stays true while the caller keeps others from moving the event's places.
     */
    Map<UUID, Integer> openPlaces(Bucket bucket, UUID eventId, Set<UUID> buyers);

    /**
     * A buyer's bookings in these buckets, the newest first.
     *
     * @param before only bookings made before this one; null for all
     */
    List<Booking> ofBuyer(Set<Bucket> buckets, UUID buyerId, @Nullable UUID before, int limit);

    /** A booking with the key and the digest of the request that made it. */
    record Keyed(IdempotencyKey key, String fingerprint, Booking booking) {}
}
