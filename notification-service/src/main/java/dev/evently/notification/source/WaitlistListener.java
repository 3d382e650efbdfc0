package dev.evently.notification.source;

import dev.evently.notification.feed.Feed;
import dev.evently.notification.feed.Notice;
import dev.evently.platform.messaging.EventData;
import dev.evently.platform.messaging.Topics;
import io.cloudevents.CloudEvent;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/** Tells those who queue what they are offered, and when an offer is gone. */
@Component
class WaitlistListener {

    private final Feed feed;

    WaitlistListener(Feed feed) {
        this.feed = feed;
    }

    @KafkaListener(topics = Topics.WAITLIST)
    void on(CloudEvent event) {
        switch (event.getType()) {
            case "dev.evently.waitlist.WaitlistOffered.v1" -> {
                Offered offer = EventData.read(event, Offered.class);
                feed.tell(List.of(Effects.of(event, offer.userId(), offer.notice())));
            }
            case "dev.evently.waitlist.WaitlistOfferExpired.v1" -> {
                OfferExpired offer = EventData.read(event, OfferExpired.class);
                feed.tell(List.of(Effects.of(event, offer.userId(), offer.notice())));
            }
            default -> {
                // the caller of the waitlist knows already
            }
        }
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
