package dev.evently.notification.source;

import dev.evently.notification.feed.Effect;
import dev.evently.notification.feed.Notice;
import dev.evently.platform.messaging.EventData;
import dev.evently.platform.messaging.Topics;
import io.cloudevents.CloudEvent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/** Tells those who queue what they are offered, and when an offer is gone. The rest they did themselves. */
@Component
class WaitlistListener {

    private static final Map<String, EffectReader> EFFECTS = Map.of(
            "dev.evently.waitlist.WaitlistOffered.v1", WaitlistListener::offered,
            "dev.evently.waitlist.WaitlistOfferExpired.v1", WaitlistListener::expired);

    private final PolledNotices notices;

    WaitlistListener(PolledNotices notices) {
        this.notices = notices;
    }

    @KafkaListener(topics = Topics.WAITLIST, batch = "true")
    void on(List<ConsumerRecord<String, CloudEvent>> records) {
        notices.tell(records, EFFECTS);
    }

    private static Optional<Effect> offered(CloudEvent event) {
        Offered offer = EventData.read(event, Offered.class);
        return Optional.of(EffectReader.effect(event, offer.userId(), offer.notice()));
    }

    private static Optional<Effect> expired(CloudEvent event) {
        OfferExpired offer = EventData.read(event, OfferExpired.class);
        return Optional.of(EffectReader.effect(event, offer.userId(), offer.notice()));
    }

    record Offered(
            UUID entryId,
            UUID userId,
            UUID eventId,
            UUID productId,
            int quantity,
            UUID bookingId,
            Instant offerExpiresAt) {

        Notice notice() {
            return new Notice.WaitlistOffered(entryId, eventId, productId, quantity, bookingId, offerExpiresAt);
        }
    }

    record OfferExpired(UUID entryId, UUID userId, UUID eventId, UUID productId, int quantity) {

        Notice notice() {
            return new Notice.WaitlistOfferExpired(entryId, eventId, productId, quantity);
        }
    }
}
