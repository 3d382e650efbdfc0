package dev.evently.booking.booking.web;

import dev.evently.booking.booking.Booking;
import dev.evently.booking.booking.BookingItem;
import dev.evently.booking.booking.CancelReason;
import dev.evently.booking.seat.SeatName;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A booking over HTTP.
 *
 * @param items what it covers, or covered when it ended
 * @param returnedItems what was given back earlier, while the rest stayed booked
 * @param total the price of {@code items}, in minor units
 * @param expiresAt when the hold ends; null once it is no hold any more
 * @param extensions how often that end has been moved
 */
public record BookingResponse(
        UUID id,
        UUID eventId,
        UUID buyerId,
        Status status,
        List<Item> items,
        List<Item> returnedItems,
        long total,
        String currency,
        Instant createdAt,
        @Nullable Instant expiresAt,
        int extensions,
        @Nullable Instant confirmedAt,
        @Nullable UUID paymentId,
        @Nullable Instant cancelledAt,
        @Nullable CancelReason cancelReason,
        @Nullable Instant expiredAt,
        @Nullable UUID offerId) {

    /** The states of a booking. */
    public enum Status {
        HELD,
        CONFIRMED,
        CANCELLED,
        EXPIRED
    }

    /** One place; without a seat where places are not numbered. */
    public record Item(
            UUID id,
            UUID productId,
            @Nullable UUID seatId,
            @Nullable String section,
            @Nullable String row,
            @Nullable String number,
            long price) {

        static Item of(BookingItem item) {
            SeatName seat = item.seat() == null ? null : item.seat().name();
            return new Item(
                    item.id().value(),
                    item.productId(),
                    item.seatId(),
                    seat == null ? null : seat.section(),
                    seat == null ? null : seat.row(),
                    seat == null ? null : seat.number(),
                    item.price());
        }
    }

    public static BookingResponse of(Booking booking) {
        return switch (booking) {
            case Booking.Held held ->
                of(held, Status.HELD, List.of(), held.terms().expiresAt(), null, null, null, null, null);
            case Booking.Confirmed confirmed ->
                of(
                        confirmed,
                        Status.CONFIRMED,
                        confirmed.returned(),
                        null,
                        confirmed.confirmedAt(),
                        confirmed.payment().value(),
                        null,
                        null,
                        null);
            case Booking.Cancelled cancelled ->
                of(
                        cancelled,
                        Status.CANCELLED,
                        cancelled.returned(),
                        null,
                        null,
                        cancelled.payment() == null ? null : cancelled.payment().value(),
                        cancelled.cancelledAt(),
                        cancelled.reason(),
                        null);
            case Booking.Expired expired ->
                of(expired, Status.EXPIRED, List.of(), null, null, null, null, null, expired.expiredAt());
        };
    }

    private static BookingResponse of(
            Booking booking,
            Status status,
            List<Booking.ReturnedItem> returned,
            @Nullable Instant expiresAt,
            @Nullable Instant confirmedAt,
            @Nullable UUID paymentId,
            @Nullable Instant cancelledAt,
            @Nullable CancelReason cancelReason,
            @Nullable Instant expiredAt) {
        Booking.Terms terms = booking.terms();
        return new BookingResponse(
                terms.id().value(),
                terms.eventId(),
                terms.buyerId(),
                status,
                booking.items().stream().map(Item::of).toList(),
                returned.stream().map(item -> Item.of(item.item())).toList(),
                booking.total().amount(),
                terms.currency(),
                terms.createdAt(),
                expiresAt,
                terms.extensions(),
                confirmedAt,
                paymentId,
                cancelledAt,
                cancelReason,
                expiredAt,
                terms.offerId());
    }
}
