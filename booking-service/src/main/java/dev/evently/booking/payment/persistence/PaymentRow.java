package dev.evently.booking.payment.persistence;

import dev.evently.booking.booking.BookingId;
import dev.evently.booking.booking.Money;
import dev.evently.booking.booking.PaymentId;
import dev.evently.booking.payment.Payment;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;

/** Reads a payment from its row. */
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

    static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
