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
import java.util.stream.Stream;
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
        publishAll(List.of(event));
    }

    @Override
    public void publishAll(List<? extends BookingEvent> events) {
        outbox.appendAll(events.stream()
                .flatMap(event -> told(event)
                        .map(fact ->
                                new Outbox.Sharded(event.booking().id().bucket().value(), fact)))
                .toList());
    }

    private static Stream<IntegrationEvent> told(BookingEvent event) {
        return switch (event) {
            case BookingEvent.Held(Booking.Held booking, String traceparent) ->
                Stream.of(told(booking, "BookingCreated", BookingCreated.of(booking))
                        .inTrace(traceparent));
            case BookingEvent.Confirmed confirmed ->
                Stream.of(told(confirmed.booking(), "BookingConfirmed", BookingConfirmed.of(confirmed))
                        .inTrace(confirmed.traceparent()));
            case BookingEvent.Cancelled cancelled ->
                Stream.concat(
                        Stream.of(told(cancelled.booking(), "BookingCancelled", BookingCancelled.of(cancelled))),
                        released(
                                cancelled.released(),
                                cancelled.booking(),
                                cancelled.items(),
                                reasonOf(cancelled),
                                cancelled.at()));
            case BookingEvent.Expired(Booking.Expired booking, boolean released) ->
                Stream.concat(
                        Stream.of(told(booking, "BookingExpired", BookingExpired.of(booking))),
                        released(released, booking, booking.items(), SeatReleased.Reason.EXPIRED, booking.expiredAt()));
        };
    }

    /** Paid places that come back are refunded ones; a hold's were only given up. */
    private static SeatReleased.Reason reasonOf(BookingEvent.Cancelled cancelled) {
        return switch (cancelled.booking()) {
            case Booking.Cancelled whole when whole.payment() == null -> SeatReleased.Reason.CANCELLED;
            case Booking.Cancelled _, Booking.Confirmed _ -> SeatReleased.Reason.REFUNDED;
            case Booking.Held _, Booking.Expired _ -> SeatReleased.Reason.CANCELLED;
        };
    }

    private static Stream<IntegrationEvent> released(
            boolean released, Booking booking, List<BookingItem> items, SeatReleased.Reason reason, Instant at) {
        return released
                ? Stream.of(told(booking, "SeatReleased", SeatReleased.of(booking, items, reason, at)))
                : Stream.empty();
    }

    private static IntegrationEvent told(Booking booking, String name, Object data) {
        String id = booking.id().value().toString();
        return new IntegrationEvent(Topics.BOOKINGS, id, PREFIX + name + ".v1", id, data);
    }
}
