package dev.evently.notification.event;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** The events that are known so far. */
public interface KnownEvents extends Repository<KnownEvent, UUID> {

    List<KnownEvent> findAllByEventIdIn(Iterable<UUID> eventIds);

    /** Keeps the newer of what is stored and what is given. */
    @Modifying
    @Query(nativeQuery = true, value = """
            INSERT INTO event (event_id, version, title, starts_at, timezone, venue)
            VALUES (:eventId, :version, :title, :startsAt, :timezone, CAST(:venue AS text))
            ON CONFLICT (event_id) DO UPDATE
            SET version = excluded.version, title = excluded.title, starts_at = excluded.starts_at,
                timezone = excluded.timezone, venue = excluded.venue
            WHERE event.version < excluded.version
            """)
    int learn(UUID eventId, long version, String title, Instant startsAt, String timezone, @Nullable String venue);

    /** Notes the cancellation of an event that is known. */
    @Modifying
    @Query(nativeQuery = true, value = """
            UPDATE event SET cancelled = true, version = :version WHERE event_id = :eventId AND version < :version
            """)
    int cancel(UUID eventId, long version);
}
