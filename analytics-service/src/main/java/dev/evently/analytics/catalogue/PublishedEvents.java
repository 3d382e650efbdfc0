package dev.evently.analytics.catalogue;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** All events that were ever published. */
@Repository
public class PublishedEvents {

    private final JdbcClient jdbc;

    PublishedEvents(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public Optional<PublishedEvent> find(UUID eventId) {
        return jdbc.sql("SELECT event_id, organizer_id, title, currency FROM published_event WHERE event_id = ?")
                .param(eventId)
                .query((row, number) -> new PublishedEvent(
                        row.getObject("event_id", UUID.class),
                        row.getObject("organizer_id", UUID.class),
                        row.getString("title"),
                        row.getString("currency")))
                .optional();
    }

    /** The titles of those events that were published. */
    public Map<UUID, String> titles(Collection<UUID> eventIds) {
        Map<UUID, String> titles = new HashMap<>();
        jdbc.sql("SELECT event_id, title FROM published_event WHERE event_id = ANY (?)")
                .params((Object) eventIds.toArray(UUID[]::new))
                .query(row -> {
                    titles.put(row.getObject("event_id", UUID.class), row.getString("title"));
                });
        return titles;
    }

    /** How many events are published and not cancelled. */
    public long count() {
        return jdbc.sql("SELECT count(*) FROM published_event WHERE NOT cancelled")
                .query(Long.class)
                .single();
    }

    /** Keeps the state of an event unless a later one is known; what was cancelled stays so. */
    void keep(EventDescription event) {
        jdbc.sql("""
                INSERT INTO published_event AS known (event_id, version, organizer_id, title, currency, cancelled)
                VALUES (?, ?, ?, ?, ?, false)
                ON CONFLICT (event_id) DO UPDATE
                SET version = greatest(known.version, excluded.version),
                    title = CASE WHEN known.version < excluded.version THEN excluded.title ELSE known.title END,
                    currency = coalesce(known.currency, excluded.currency)
                """)
                .params(event.eventId(), event.version(), event.organizerId(), event.title(), event.currency())
                .update();
    }

    void cancel(EventCancellation event) {
        jdbc.sql("""
                INSERT INTO published_event (event_id, version, organizer_id, title, cancelled)
                VALUES (?, ?, ?, ?, true)
                ON CONFLICT (event_id) DO UPDATE SET cancelled = true
                """)
                .params(event.eventId(), event.version(), event.organizerId(), event.title())
                .update();
    }
}
