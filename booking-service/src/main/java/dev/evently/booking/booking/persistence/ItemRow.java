package dev.evently.booking.booking.persistence;

import static dev.evently.booking.persistence.Columns.column;
import static java.util.stream.Collectors.joining;

import dev.evently.booking.booking.Booking;
import dev.evently.booking.booking.BookingId;
import dev.evently.booking.booking.BookingItem;
import dev.evently.booking.booking.ItemId;
import dev.evently.booking.seat.BookedSeat;
import dev.evently.booking.seat.SeatName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A row of {@code booking_item}. */
record ItemRow(
        UUID bookingId,
        BookingItem item,
        @Nullable Instant returnedAt,
        @Nullable UUID refundId) {

    static ItemRow read(ResultSet row, int number) throws SQLException {
        OffsetDateTime returnedAt = row.getObject("returned_at", OffsetDateTime.class);
        return new ItemRow(
                row.getObject("booking_id", UUID.class),
                new BookingItem(
                        new ItemId(row.getObject("id", UUID.class)),
                        row.getObject("product_id", UUID.class),
                        readSeat(row),
                        row.getLong("price"),
                        Set.of((UUID[]) row.getArray("quota_ids").getArray())),
                returnedAt == null ? null : returnedAt.toInstant(),
                row.getObject("refund_id", UUID.class));
    }

    private static @Nullable BookedSeat readSeat(ResultSet row) throws SQLException {
        UUID seat = row.getObject("seat_id", UUID.class);
        return seat == null
                ? null
                : new BookedSeat(
                        seat, SeatName.parse(row.getString("seat_name")).orElseThrow());
    }

    /** The rows of new bookings' items, column by column. */
    static Map<String, Object> columns(List<Booking> bookings) {
        List<New> items = bookings.stream()
                .flatMap(booking -> IntStream.range(0, booking.items().size())
                        .mapToObj(position ->
                                new New(booking.id(), booking.items().get(position), position)))
                .toList();
        return Map.of(
                "buckets", column(items, row -> row.booking().bucket().value(), Integer[]::new),
                "bookings", column(items, row -> row.booking().value(), UUID[]::new),
                "ids", column(items, row -> row.item().id().value(), UUID[]::new),
                "positions", column(items, New::position, Integer[]::new),
                "products", column(items, row -> row.item().productId(), UUID[]::new),
                "seats", column(items, row -> row.item().seatId(), UUID[]::new),
                "seatNames", column(items, New::seatName, String[]::new),
                "prices", column(items, row -> row.item().price(), Long[]::new),
                "quotas", column(items, New::quotas, String[]::new));
    }

    private record New(BookingId booking, BookingItem item, int position) {

        @Nullable
        String seatName() {
            BookedSeat seat = item.seat();
            return seat == null ? null : seat.name().toString();
        }

        /** The literal of an array: arrays of arrays must not differ in length. */
        String quotas() {
            return item.quotaIds().stream().map(UUID::toString).collect(joining(",", "{", "}"));
        }
    }

    boolean stillBooked() {
        return returnedAt == null;
    }

    Booking.ReturnedItem returned() {
        return new Booking.ReturnedItem(item, Objects.requireNonNull(returnedAt), refundId);
    }
}
