package dev.evently.booking.booking.messaging;

import dev.evently.booking.booking.Booking;
import dev.evently.booking.booking.BookingEvent;
import dev.evently.booking.booking.BookingEvents;
import dev.evently.booking.booking.BookingItem;
import dev.evently.platform.messaging.IntegrationEvent;
import dev.evently.platform.messaging.Outbox;
import dev.evently.platform.messaging.Topics;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;

/** Leaves what happened to bookings in the outbox of their shard, in the published words. */
@Component
class OutboxBookingEvents implements BookingEvents {

    private static final String PREFIX = "dev.evently.booking.";

    private final Outbox outbox;

    OutboxBookingEvents(Outbox outbox) {
        this.outbox = outbox;
    }

    @Override
    public void publish(BookingEvent event) {
        switch (event) {
            case BookingEvent.Held held -> append(held.booking(), "BookingCreated", BookingCreated.of(held.booking()));
            case BookingEvent.Confirmed confirmed ->
                append(confirmed.booking(), "BookingConfirmed", BookingConfirmed.of(confirmed));
            case BookingEvent.Cancelled cancelled -> {
                append(cancelled.booking(), "BookingCancelled", BookingCancelled.of(cancelled));
                if (cancelled.released()) {
                    release(cancelled.booking(), cancelled.items(), reasonOf(cancelled), cancelled.at());
                }
            }
            case BookingEvent.Expired expired -> {
                append(expired.booking(), "BookingExpired", BookingExpired.of(expired.booking()));
                if (expired.released()) {
                    Booking.Expired booking = expired.booking();
                    release(booking, booking.items(), SeatReleased.Reason.EXPIRED, booking.expiredAt());
                }
            }
        }
    }

    /** Paid places that come back are refunded ones; a hold's were only given up. */
    private static SeatReleased.Reason reasonOf(BookingEvent.Cancelled cancelled) {
        return switch (cancelled.booking()) {
            case Booking.Cancelled whole when whole.payment() == null -> SeatReleased.Reason.CANCELLED;
            case Booking.Cancelled _, Booking.Confirmed _ -> SeatReleased.Reason.REFUNDED;
            case Booking.Held _, Booking.Expired _ -> SeatReleased.Reason.CANCELLED;
        };
    }

    private void release(Booking booking, List<BookingItem> items, SeatReleased.Reason reason, Instant at) {
        append(booking, "SeatReleased", SeatReleased.of(booking, items, reason, at));
    }

    private void append(Booking booking, String name, Object data) {
        String id = booking.id().value().toString();
        outbox.append(
                booking.id().bucket().value(),
                new IntegrationEvent(Topics.BOOKINGS, id, PREFIX + name + ".v1", id, data));
    }
}
