package dev.evently.notification.source;

import dev.evently.notification.feed.Feed;
import dev.evently.notification.feed.Notice;
import dev.evently.platform.messaging.EventData;
import dev.evently.platform.messaging.Topics;
import io.cloudevents.CloudEvent;
import java.util.List;
import java.util.UUID;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/** Tells buyers that their money is on its way back. */
@Component
class PaymentListener {

    private final Feed feed;

    PaymentListener(Feed feed) {
        this.feed = feed;
    }

    @KafkaListener(topics = Topics.PAYMENTS)
    void on(CloudEvent event) {
        if (event.getType().equals("dev.evently.payment.PaymentRefunded.v1")) {
            PaymentRefunded refund = EventData.read(event, PaymentRefunded.class);
            feed.tell(List.of(Effects.of(event, refund.buyerId(), refund.notice())));
        }
    }

    record PaymentRefunded(UUID bookingId, UUID eventId, UUID buyerId, long amount, String currency) {

        Notice notice() {
            return new Notice.PaymentRefunded(bookingId, eventId, new Notice.Money(amount, currency));
        }
    }
}
