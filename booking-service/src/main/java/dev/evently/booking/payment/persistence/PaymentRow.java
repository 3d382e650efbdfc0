package dev.evently.booking.payment.persistence;

import static dev.evently.booking.persistence.Columns.column;

import dev.evently.booking.booking.BookingId;
import dev.evently.booking.booking.Money;
import dev.evently.booking.booking.PaymentId;
import dev.evently.booking.payment.Payment;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A payment as its row has it. */
final class PaymentRow {

    private PaymentRow() {}

    static Payment read(ResultSet row, int number) throws SQLException {
        Payment.Terms terms = new Payment.Terms(
                new PaymentId(row.getObject("id", UUID.class)),
                new BookingId(row.getObject("booking_id", UUID.class)),
                new Money(row.getLong("amount"), row.getString("currency")),
                row.getString("idempotency_key"),
                row.getString("fingerprint"),
                instant(row, "created_at"));
        return switch (row.getString("status")) {
            case "CAPTURED" ->
                new Payment.Captured(
                        terms,
                        row.getString("intent"),
                        new Money(row.getLong("captured_amount"), row.getString("captured_currency")),
                        instant(row, "decided_at"));
            case "DECLINED" -> new Payment.Declined(terms, row.getString("decline_reason"), instant(row, "decided_at"));
            case "VOIDED" -> new Payment.Voided(terms, instant(row, "decided_at"));
            case String open -> new Payment.Open(terms, Payment.Stage.valueOf(open));
        };
    }

    /** The rows of new payments, column by column. */
    static Map<String, Object> columns(List<Payment.Open> payments) {
        List<Payment.Terms> terms = payments.stream().map(Payment::terms).toList();
        return Map.of(
                "buckets", column(terms, term -> term.bucket().value(), Integer[]::new),
                "ids", column(terms, term -> term.id().value(), UUID[]::new),
                "bookings", column(terms, term -> term.booking().value(), UUID[]::new),
                "keys", column(terms, Payment.Terms::key, String[]::new),
                "fingerprints", column(terms, Payment.Terms::fingerprint, String[]::new),
                "amounts", column(terms, term -> term.amount().amount(), Long[]::new),
                "currencies", column(terms, term -> term.amount().currency(), String[]::new),
                "statuses", column(payments, payment -> payment.stage().name(), String[]::new),
                "createdAt", column(terms, term -> term.createdAt().toString(), String[]::new));
    }

    /** What becomes of a payment's row when its money is taken. */
    record Capture(
            int bucket, UUID id, Instant at, @Nullable String intent, long amount, String currency) {

        static Capture of(Payment.Captured payment) {
            return new Capture(
                    payment.terms().bucket().value(),
                    payment.id().value(),
                    payment.at(),
                    payment.intent(),
                    payment.taken().amount(),
                    payment.taken().currency());
        }
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
