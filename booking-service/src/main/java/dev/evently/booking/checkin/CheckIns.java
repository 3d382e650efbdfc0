package dev.evently.booking.checkin;

import dev.evently.booking.sharding.Bucket;
import dev.evently.booking.ticket.TicketId;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The check-ins of the shard the calling thread is bound to. They are only ever added. */
public interface CheckIns {

    /** Claims a key of whoever stands at a door until the transaction ends; false if another one has claimed it. */
    boolean claim(Bucket bucket, UUID by, String key);

    /** The check-in that was made under a key. */
    Optional<Keyed> findByKey(Bucket bucket, UUID by, String key);

    /**
     * Adds a check-in; a second one of the same ticket, or under the same key, is refused by an exception.
     *
     * @param key what the door calls its request; null when it has no name for it
     */
    void insert(CheckIn checkIn, @Nullable String key);

    /** What a key stands for. */
    record Keyed(UUID eventId, TicketId ticket, Instant at) {}
}
