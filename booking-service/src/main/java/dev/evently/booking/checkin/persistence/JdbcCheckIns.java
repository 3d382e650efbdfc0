package dev.evently.booking.checkin.persistence;

import static java.time.ZoneOffset.UTC;

import dev.evently.booking.checkin.CheckIn;
import dev.evently.booking.checkin.CheckIns;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcCheckIns implements CheckIns {

    private final JdbcClient jdbc;

    JdbcCheckIns(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void insert(CheckIn checkIn) {
        jdbc.sql("""
                INSERT INTO check_in (bucket, ticket_id, event_id, booking_id, admitted_by, admitted_at)
                VALUES (:bucket, :ticket, :event, :booking, :by, :at)
                """)
                .param("bucket", checkIn.ticket().id().bucket().value())
                .param("ticket", checkIn.ticket().id().value())
                .param("event", checkIn.ticket().eventId())
                .param("booking", checkIn.ticket().booking().value())
                .param("by", checkIn.by())
                .param("at", checkIn.at().atOffset(UTC))
                .update();
    }
}
