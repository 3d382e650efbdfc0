package dev.evently.booking.booking.messaging;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import dev.evently.booking.booking.Booking;
import dev.evently.booking.booking.BookingItem;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;

/** The data of {@code dev.evently.booking.SeatReleased.v1}. */
record SeatReleased(UUID eventId, UUID bookingId, Reason reason, List<OfProduct> products, Instant releasedAt) {

    enum Reason {
        EXPIRED,
        CANCELLED,
        REFUNDED
    }

    record OfProduct(UUID productId, int quantity, List<UUID> seatIds) {}

    static SeatReleased of(Booking booking, List<BookingItem> items, Reason reason, Instant at) {
        List<OfProduct> products =
                items.stream().collect(groupingBy(BookingItem::productId, TreeMap::new, toList())).entrySet().stream()
                        .map(product -> new OfProduct(
                                product.getKey(),
                                product.getValue().size(),
                                product.getValue().stream()
                                        .map(BookingItem::seatId)
                                        .filter(Objects::nonNull)
                                        .toList()))
                        .toList();
        return new SeatReleased(booking.terms().eventId(), booking.id().value(), reason, products, at);
    }
}
