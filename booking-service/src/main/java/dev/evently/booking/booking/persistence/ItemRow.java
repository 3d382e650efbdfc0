package dev.evently.booking.booking.persistence;

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
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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

    /** The parameters of a new booking's items, row by row. */
    static Stream<Object[]> parameters(Booking booking) {
        return IntStream.range(0, booking.items().size())
                .mapToObj(position -> parameters(booking.id(), booking.items().get(position), position));
    }

    private static Object[] parameters(BookingId booking, BookingItem item, int position) {
        return new Object[] {
            booking.bucket().value(),
            booking.value(),
            item.id().value(),
            position,
            item.productId(),
            item.seatId(),
            item.seat() == null ? null : item.seat().name().toString(),
            item.price(),
            item.quotaIds().stream().map(UUID::toString).toArray(String[]::new)
        };
    }

    boolean stillBooked() {
        return returnedAt == null;
    }

    Booking.ReturnedItem returned() {
        return new Booking.ReturnedItem(item, Objects.requireNonNull(returnedAt), refundId);
    }
}
