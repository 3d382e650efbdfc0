package dev.evently.analytics.sales;

import dev.evently.platform.messaging.EventData;
import dev.evently.platform.messaging.PolledEvents;
import dev.evently.platform.messaging.Topics;
import io.cloudevents.CloudEvent;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/** Follows bookings and refunds. Facts have ids of their own, so one that is delivered twice needs no other memory. */
@Component
class FollowBookings {

    private final SaleFacts facts;
    private final PolledEvents polled;

    FollowBookings(SaleFacts facts, PolledEvents polled) {
        this.facts = facts;
        this.polled = polled;
    }

    @KafkaListener(
            topics = {Topics.BOOKINGS, Topics.PAYMENTS},
            batch = "true")
    void on(List<ConsumerRecord<String, CloudEvent>> records) {
        polled.apply(records, this::add);
    }

    private void add(List<CloudEvent> events) {
        List<BookingData> heard = events.stream()
                .map(FollowBookings::read)
                .flatMap(Optional::stream)
                .toList();
        if (!heard.isEmpty()) {
            facts.add(heard);
        }
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
