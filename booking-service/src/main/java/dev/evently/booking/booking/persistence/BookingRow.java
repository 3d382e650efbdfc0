package dev.evently.booking.booking.persistence;

import static dev.evently.booking.persistence.Columns.column;
import static java.util.Map.entry;

import dev.evently.booking.booking.Booking;
import dev.evently.booking.booking.BookingId;
import dev.evently.booking.booking.BookingItem;
import dev.evently.booking.booking.Bookings;
import dev.evently.booking.booking.CancelReason;
import dev.evently.booking.booking.IdempotencyKey;
import dev.evently.booking.booking.PaymentId;
import dev.evently.booking.sharding.Bucket;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row of {@code booking}, before its items are known. */
record BookingRow(
        int bucket,
        String status,
        Booking.Terms terms,
        IdempotencyKey key,
        String fingerprint,
        @Nullable UUID paymentId,
        @Nullable Instant confirmedAt,
        @Nullable String cancelReason,
        @Nullable Instant cancelledAt,
        @Nullable UUID refundId,
        @Nullable Instant expiredAt) {

    static BookingRow read(ResultSet row, int number) throws SQLException {
        Booking.Terms terms = new Booking.Terms(
                new BookingId(row.getObject("id", UUID.class)),
                row.getObject("event_id", UUID.class),
                row.getObject("organizer_id", UUID.class),
                row.getObject("buyer_id", UUID.class),
                row.getString("currency"),
                Objects.requireNonNull(instant(row, "created_at")),
                Objects.requireNonNull(instant(row, "expires_at")),
                row.getInt("extensions"),
                row.getObject("offer_id", UUID.class));
        return new BookingRow(
                row.getInt("bucket"),
                row.getString("status"),
                terms,
                new IdempotencyKey(
                        new Bucket(row.getInt("bucket")), row.getString("requester"), row.getString("idempotency_key")),
                row.getString("fingerprint"),
                row.getObject("payment_id", UUID.class),
                instant(row, "confirmed_at"),
                row.getString("cancel_reason"),
                instant(row, "cancelled_at"),
                row.getObject("refund_id", UUID.class),
                instant(row, "expired_at"));
    }

    /** The rows of new holds, column by column. */
    static Map<String, Object> columns(List<Bookings.Keyed> holds) {
        List<Booking.Terms> terms =
                holds.stream().map(hold -> hold.booking().terms()).toList();
        return Map.ofEntries(
                entry("buckets", column(terms, term -> term.id().bucket().value(), Integer[]::new)),
                entry("ids", column(terms, term -> term.id().value(), UUID[]::new)),
                entry("events", column(terms, Booking.Terms::eventId, UUID[]::new)),
                entry("organizers", column(terms, Booking.Terms::organizerId, UUID[]::new)),
                entry("buyers", column(terms, Booking.Terms::buyerId, UUID[]::new)),
                entry("currencies", column(terms, Booking.Terms::currency, String[]::new)),
                entry("createdAt", column(terms, term -> term.createdAt().toString(), String[]::new)),
                entry("expiresAt", column(terms, term -> term.expiresAt().toString(), String[]::new)),
                entry("offers", column(terms, Booking.Terms::offerId, UUID[]::new)),
                entry("requesters", column(holds, hold -> hold.key().requester(), String[]::new)),
                entry("keys", column(holds, hold -> hold.key().value(), String[]::new)),
                entry("fingerprints", column(holds, Bookings.Keyed::fingerprint, String[]::new)));
    }

    UUID id() {
        return terms.id().value();
    }

    Booking toBooking(List<ItemRow> rows) {
        List<BookingItem> items =
                rows.stream().filter(ItemRow::stillBooked).map(ItemRow::item).toList();
        List<Booking.ReturnedItem> returned = rows.stream()
                .filter(row -> !row.stillBooked())
                .map(ItemRow::returned)
                .toList();
        return switch (status) {
            case "HELD" -> new Booking.Held(terms, items);
            case "CONFIRMED" ->
                new Booking.Confirmed(
                        terms,
                        items,
                        returned,
                        new PaymentId(Objects.requireNonNull(paymentId)),
                        Objects.requireNonNull(confirmedAt));
            case "CANCELLED" ->
                new Booking.Cancelled(
                        terms,
                        items,
                        returned,
                        CancelReason.valueOf(Objects.requireNonNull(cancelReason)),
                        Objects.requireNonNull(cancelledAt),
                        paymentId == null ? null : new PaymentId(paymentId),
                        refundId);
            case "EXPIRED" -> new Booking.Expired(terms, items, Objects.requireNonNull(expiredAt));
            default -> throw new IllegalStateException("Unknown state of a booking: " + status);
        };
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }
}
