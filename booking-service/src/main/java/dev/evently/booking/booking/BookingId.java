package dev.evently.booking.booking;

import dev.evently.booking.sharding.Bucket;
import dev.evently.booking.sharding.ShardedIds;
import java.util.Optional;
import java.util.UUID;

/** The id of a booking; it carries the bucket of the booking's event. */
public record BookingId(UUID value) {

    public BookingId {
        if (ShardedIds.bucketOf(value).isEmpty()) {
            throw new IllegalArgumentException("Not the id of a booking: " + value);
        }
    }

    /** The id, or empty when no booking can have it. */
    public static Optional<BookingId> from(UUID value) {
        return ShardedIds.bucketOf(value).map(bucket -> new BookingId(value));
    }

    public Bucket bucket() {
        return ShardedIds.bucketOf(value).orElseThrow();
    }
}
