package dev.evently.analytics.sales;

import dev.evently.platform.messaging.EventData;
import dev.evently.platform.messaging.Inbox;
import dev.evently.platform.messaging.Topics;
import io.cloudevents.CloudEvent;
import java.util.Optional;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Follows bookings and refunds. */
@Component
class FollowBookings {

    private static final String CONSUMER = "sales";

    private final Sales sales;
    private final Inbox inbox;

    FollowBookings(Sales sales, Inbox inbox) {
        this.sales = sales;
        this.inbox = inbox;
    }

    @KafkaListener(topics = {Topics.BOOKINGS, Topics.PAYMENTS})
    @Transactional
    void on(CloudEvent event) {
        read(event).filter(data -> inbox.firstSight(CONSUMER, event)).ifPresent(sales::add);
    }

    static Optional<BookingData> read(CloudEvent event) {
        return switch (event.getType()) {
            case "dev.evently.booking.BookingCreated.v1" -> Optional.of(EventData.read(event, BookingData.Held.class));
            case "dev.evently.booking.BookingConfirmed.v1" ->
                Optional.of(EventData.read(event, BookingData.Confirmed.class));
            case "dev.evently.booking.BookingCancelled.v1" ->
                Optional.of(EventData.read(event, BookingData.Cancelled.class));
            case "dev.evently.payment.PaymentRefunded.v1" ->
                Optional.of(EventData.read(event, BookingData.Refunded.class));
            default -> Optional.empty();
        };
    }
}
