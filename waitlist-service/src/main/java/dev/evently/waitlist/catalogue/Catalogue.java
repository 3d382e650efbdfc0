package dev.evently.waitlist.catalogue;

import dev.evently.waitlist.line.LineId;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The published events, as far as waiting for their places needs to know them. A read model: it follows event-service
 * and may be a moment behind.
 */
@Repository
public class Catalogue {

    private final JdbcClient jdbc;

    Catalogue(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What decides whether somebody may join the line; empty when the event was never published. */
    public Optional<JoinTerms> find(LineId line) {
        return jdbc.sql("""
                SELECT event.starts_at, event.cancelled, product.max_per_booking
                FROM listed_event event
                LEFT JOIN listed_product product ON product.event_id = event.event_id AND product.product_id = ?
                WHERE event.event_id = ?
                """)
                .params(line.productId(), line.eventId())
                .query((row, number) -> new JoinTerms(
                        row.getTimestamp("starts_at").toInstant(),
                        row.getBoolean("cancelled"),
                        Optional.ofNullable(row.getObject("max_per_booking", Integer.class))))
                .optional();
    }

    /** Whether there is nothing to wait for any more; false for an event not heard of. */
    public boolean isOver(UUID eventId, Instant now) {
        return jdbc.sql("""
                SELECT EXISTS (SELECT 1 FROM listed_event WHERE event_id = ? AND (cancelled OR starts_at <= ?))
                """)
                .params(eventId, Timestamp.from(now))
                .query(Boolean.class)
                .single();
    }

    /** Keeps the state of a published event unless a later one is known; false when nothing changed. */
    boolean list(EventDescription event) {
        boolean newer = jdbc.sql("""
                INSERT INTO listed_event AS known (event_id, version, starts_at, cancelled) VALUES (?, ?, ?, false)
                ON CONFLICT (event_id) DO UPDATE SET version = excluded.version, starts_at = excluded.starts_at
                WHERE known.version < excluded.version AND NOT known.cancelled
                """)
                        .params(event.eventId(), event.version(), Timestamp.from(event.startsAt()))
                        .update()
                == 1;
        if (newer) {
            jdbc.sql("DELETE FROM listed_product WHERE event_id = ?")
                    .param(event.eventId())
                    .update();
            event.products()
                    .forEach(product -> jdbc.sql("""
                            INSERT INTO listed_product (event_id, product_id, max_per_booking) VALUES (?, ?, ?)
                            """)
                            .params(event.eventId(), product.id(), product.maxPerBooking())
                            .update());
        }
        return newer;
    }

    /** Marks an event as cancelled, for good. One never heard of is remembered, so that a late record finds it over. */
    void cancel(EventCancellation event) {
        jdbc.sql("""
                INSERT INTO listed_event AS known (event_id, version, starts_at, cancelled) VALUES (?, ?, ?, true)
                ON CONFLICT (event_id) DO UPDATE SET cancelled = true
                """)
                .params(event.eventId(), event.version(), Timestamp.from(event.startsAt()))
                .update();
    }
}
