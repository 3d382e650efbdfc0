package dev.evently.booking.booking.messaging;

import dev.evently.booking.booking.Booking;
import dev.evently.booking.booking.BookingEvent;
import dev.evently.booking.booking.CancelReason;
import dev.evently.booking.booking.RefundDesk;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The data of {@code dev.evently.booking.BookingCancelled.v1}. */
record BookingCancelled(
        UUID bookingId,
        UUID eventId,
        UUID organizerId,
        UUID buyerId,
        List<WireItem> items,
        boolean whole,
        CancelReason reason,
        @Nullable WireRefund refund,
        Instant cancelledAt) {

    record WireRefund(UUID id, long amount, String currency) {

        static @Nullable WireRefund of(RefundDesk.@Nullable Refund refund) {
            return refund == null
                    ? null
                    : new WireRefund(
                            refund.id(),
                            refund.amount().amount(),
                            refund.amount().currency());
        }
    }

    static BookingCancelled of(BookingEvent.Cancelled event) {
        Booking.Terms terms = event.booking().terms();
        return new BookingCancelled(
                terms.id().value(),
                terms.eventId(),
                terms.organizerId(),
                terms.buyerId(),
                WireItem.of(event.items()),
                event.booking() instanceof Booking.Cancelled,
                event.reason(),
                WireRefund.of(event.refund()),
                event.at());
    }
}
