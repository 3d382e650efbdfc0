package dev.evently.booking.booking.messaging;

import dev.evently.booking.booking.Booking;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The data of {@code dev.evently.booking.BookingExpired.v1}. */
record BookingExpired(
        UUID bookingId,
        UUID eventId,
        UUID organizerId,
        UUID buyerId,
        Instant expiredAt,
        @Nullable UUID offerId) {

    static BookingExpired of(Booking.Expired booking) {
        Booking.Terms terms = booking.terms();
        return new BookingExpired(
                terms.id().value(),
                terms.eventId(),
                terms.organizerId(),
                terms.buyerId(),
                booking.expiredAt(),
                terms.offerId());
    }
}
