package dev.evently.booking.ticket.persistence;

import static dev.evently.booking.persistence.Columns.column;
import static java.time.ZoneOffset.UTC;

import dev.evently.booking.booking.BookingId;
import dev.evently.booking.booking.ItemId;
import dev.evently.booking.ticket.Ticket;
import dev.evently.booking.ticket.TicketId;
import dev.evently.booking.ticket.Tickets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcTickets implements Tickets {

    private static final String SELECT = """
            SELECT t.id, t.booking_id, t.booking_item_id, t.event_id, t.status, t.voided_at, c.admitted_at
            FROM ticket t LEFT JOIN check_in c ON c.bucket = t.bucket AND c.ticket_id = t.id
            """;

    private final JdbcClient jdbc;

    JdbcTickets(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void insert(List<Issue> issues) {
        if (issues.isEmpty()) {
            return;
        }
        jdbc.sql("""
                INSERT INTO ticket (bucket, id, booking_id, booking_item_id, event_id, payment_id, status, issued_at)
                SELECT bucket, id, booking_id, booking_item_id, event_id, payment_id, 'VALID', issued_at
                FROM unnest(:buckets::int[], :ids::uuid[], :bookings::uuid[], :items::uuid[], :events::uuid[],
                            :payments::uuid[], :at::timestamptz[])
                    AS issue (bucket, id, booking_id, booking_item_id, event_id, payment_id, issued_at)
                """)
                .param(
                        "buckets",
                        column(issues, issue -> issue.ticket().id().bucket().value(), Integer[]::new))
                .param("ids", column(issues, issue -> issue.ticket().id().value(), UUID[]::new))
                .param(
                        "bookings",
                        column(issues, issue -> issue.ticket().terms().booking().value(), UUID[]::new))
                .param(
                        "items",
                        column(issues, issue -> issue.ticket().terms().item().value(), UUID[]::new))
                .param("events", column(issues, issue -> issue.ticket().terms().eventId(), UUID[]::new))
                .param("payments", column(issues, issue -> issue.payment().value(), UUID[]::new))
                .param("at", column(issues, issue -> issue.at().toString(), String[]::new))
                .update();
    }

    @Override
    public Optional<Ticket> find(TicketId id) {
        return jdbc.sql(SELECT + " WHERE t.bucket = :bucket AND t.id = :id")
                .param("bucket", id.bucket().value())
                .param("id", id.value())
                .query(JdbcTickets::read)
                .optional();
    }

    /** The check-in is read by a second statement: the first may have waited for it, and would not see it. */
    @Override
    public Optional<Ticket> lock(TicketId id) {
        jdbc.sql("SELECT id FROM ticket WHERE bucket = :bucket AND id = :id FOR UPDATE")
                .param("bucket", id.bucket().value())
                .param("id", id.value())
                .query(UUID.class)
                .list();
        return find(id);
    }

    @Override
    public List<Ticket> ofBooking(BookingId booking) {
        return jdbc.sql(SELECT + """
                JOIN booking_item i ON i.bucket = t.bucket AND i.booking_id = t.booking_id AND i.id = t.booking_item_id
                WHERE t.bucket = :bucket AND t.booking_id = :booking ORDER BY i.position
                """)
                .param("bucket", booking.bucket().value())
                .param("booking", booking.value())
                .query(JdbcTickets::read)
                .list();
    }

    /** Reads by a second statement, as {@link #lock} does. */
    @Override
    public List<Ticket> lockOfBooking(BookingId booking) {
        jdbc.sql("SELECT id FROM ticket WHERE bucket = :bucket AND booking_id = :booking ORDER BY id FOR UPDATE")
                .param("bucket", booking.bucket().value())
                .param("booking", booking.value())
                .query(UUID.class)
                .list();
        return ofBooking(booking);
    }

    @Override
    public void makeVoid(BookingId booking, Set<ItemId> items, Instant at) {
        jdbc.sql("""
                UPDATE ticket SET status = 'VOID', voided_at = :at
                WHERE bucket = :bucket AND booking_id = :booking AND booking_item_id IN (:items) AND status = 'VALID'
                """)
                .param("at", at.atOffset(UTC))
                .param("bucket", booking.bucket().value())
                .param("booking", booking.value())
                .param("items", items.stream().map(ItemId::value).toList())
                .update();
    }

    private static Ticket read(ResultSet row, int number) throws SQLException {
        Ticket.Terms terms = new Ticket.Terms(
                new TicketId(row.getObject("id", UUID.class)),
                new BookingId(row.getObject("booking_id", UUID.class)),
                new ItemId(row.getObject("booking_item_id", UUID.class)),
                row.getObject("event_id", UUID.class));
        OffsetDateTime voided = row.getObject("voided_at", OffsetDateTime.class);
        if (voided != null) {
            return new Ticket.Voided(terms, voided.toInstant());
        }
        OffsetDateTime admitted = row.getObject("admitted_at", OffsetDateTime.class);
        return admitted == null ? new Ticket.Valid(terms) : new Ticket.Admitted(terms, admitted.toInstant());
    }
}
