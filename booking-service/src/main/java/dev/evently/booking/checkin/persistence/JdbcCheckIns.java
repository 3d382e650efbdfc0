package dev.evently.booking.checkin.persistence;

import static java.time.ZoneOffset.UTC;

import dev.evently.booking.checkin.CheckIn;
import dev.evently.booking.checkin.CheckIns;
import dev.evently.booking.sharding.Bucket;
import dev.evently.booking.ticket.TicketId;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcCheckIns implements CheckIns {

    private final JdbcClient jdbc;

    JdbcCheckIns(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public boolean claim(Bucket bucket, UUID by, String key) {
        return jdbc.sql("SELECT pg_try_advisory_xact_lock(hashtextextended('door:' || :by || ' ' || :key, :bucket))")
                .param("by", by.toString())
                .param("key", key)
                .param("bucket", bucket.value())
                .query(Boolean.class)
                .single();
    }

    @Override
    public Optional<Keyed> findByKey(Bucket bucket, UUID by, String key) {
        return jdbc.sql("""
                SELECT event_id, ticket_id, admitted_at FROM check_in
                WHERE bucket = :bucket AND admitted_by = :by AND idempotency_key = :key
                """)
                .param("bucket", bucket.value())
                .param("by", by)
                .param("key", key)
                .query((row, number) -> new Keyed(
                        row.getObject("event_id", UUID.class),
                        new TicketId(row.getObject("ticket_id", UUID.class)),
                        row.getObject("admitted_at", OffsetDateTime.class).toInstant()))
                .optional();
    }

    @Override
    public void insert(CheckIn checkIn, @Nullable String key) {
        jdbc.sql("""
                INSERT INTO check_in (bucket, ticket_id, event_id, booking_id, admitted_by, admitted_at, idempotency_key)
                VALUES (:bucket, :ticket, :event, :booking, :by, :at, :key)
                """)
                .param("bucket", checkIn.ticket().id().bucket().value())
                .param("ticket", checkIn.ticket().id().value())
                .param("event", checkIn.ticket().eventId())
                .param("booking", checkIn.ticket().booking().value())
                .param("by", checkIn.by())
                .param("at", checkIn.at().atOffset(UTC))
                .param("key", key)
                .update();
    }
}
