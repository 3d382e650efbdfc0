package dev.evently.booking.booking.messaging;

import dev.evently.booking.booking.Booking;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The data of {@code dev.evently.booking.BookingCreated.v1}. */
record BookingCreated(
        UUID bookingId,
        UUID eventId,
        UUID organizerId,
        UUID buyerId,
        List<WireItem> items,
        long total,
        String currency,
        Instant expiresAt,
        Instant createdAt,
        @Nullable UUID offerId) {

    static BookingCreated of(Booking.Held booking) {
        Booking.Terms terms = booking.terms();
        return new BookingCreated(
                terms.id().value(),
                terms.eventId(),
                terms.organizerId(),
                terms.buyerId(),
                WireItem.of(booking.items()),
                booking.total().amount(),
                terms.currency(),
                terms.expiresAt(),
                terms.createdAt(),
                terms.offerId());
    }
}
