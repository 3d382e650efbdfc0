package dev.evently.booking.ticket;

import dev.evently.booking.sharding.Bucket;
import dev.evently.booking.sharding.ShardedIds;
import java.util.Optional;
import java.util.UUID;

/** The id of a ticket; it carries the bucket of the ticket's event. */
public record TicketId(UUID value) {

    public TicketId {
        if (ShardedIds.bucketOf(value).isEmpty()) {
            throw new IllegalArgumentException("Not the id of a ticket: " + value);
        }
    }

    /** The id, or empty when no ticket can have it. */
    public static Optional<TicketId> from(UUID value) {
        return ShardedIds.bucketOf(value).map(bucket -> new TicketId(value));
    }

    public Bucket bucket() {
        return ShardedIds.bucketOf(value).orElseThrow();
    }
}
