package dev.evently.notification.source;

import dev.evently.notification.feed.Effect;
import dev.evently.notification.feed.Notice;
import dev.evently.platform.messaging.EventData;
import dev.evently.platform.messaging.Topics;
import io.cloudevents.CloudEvent;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/** Tells buyers that their money is on its way back. */
@Component
class PaymentListener {

    private static final Map<String, EffectReader> EFFECTS =
            Map.of("dev.evently.payment.PaymentRefunded.v1", PaymentListener::refunded);

    private final PolledNotices notices;

    PaymentListener(PolledNotices notices) {
        this.notices = notices;
    }

    @KafkaListener(topics = Topics.PAYMENTS, batch = "true")
    void on(List<ConsumerRecord<String, CloudEvent>> records) {
        notices.tell(records, EFFECTS);
    }

    private static Optional<Effect> refunded(CloudEvent event) {
        PaymentRefunded refund = EventData.read(event, PaymentRefunded.class);
        return Optional.of(EffectReader.effect(event, refund.buyerId(), refund.notice()));
    }

    record PaymentRefunded(UUID bookingId, UUID eventId, UUID buyerId, long amount, String currency) {

        Notice notice() {
            return new Notice.PaymentRefunded(bookingId, eventId, new Notice.Money(amount, currency));
        }
    }
}
