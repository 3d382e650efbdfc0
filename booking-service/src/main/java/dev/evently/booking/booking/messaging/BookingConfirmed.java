package dev.evently.booking.booking.messaging;

import dev.evently.booking.booking.Booking;
import dev.evently.booking.booking.BookingEvent;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** The data of {@code dev.evently.booking.BookingConfirmed.v1}. */
record BookingConfirmed(
        UUID bookingId,
        UUID eventId,
        UUID organizerId,
        UUID buyerId,
        List<WireItem> items,
        long total,
        String currency,
        UUID paymentId,
        Instant confirmedAt,
        List<WireTicket> tickets) {

    record WireTicket(UUID id, UUID bookingItemId) {}

    static BookingConfirmed of(BookingEvent.Confirmed event) {
        Booking.Confirmed booking = event.booking();
        Booking.Terms terms = booking.terms();
        return new BookingConfirmed(
                terms.id().value(),
                terms.eventId(),
                terms.organizerId(),
                terms.buyerId(),
                WireItem.of(booking.items()),
                booking.total().amount(),
                terms.currency(),
                booking.payment().value(),
                booking.confirmedAt(),
                event.tickets().stream()
                        .map(ticket -> new WireTicket(ticket.id(), ticket.item().value()))
                        .toList());
    }
}
