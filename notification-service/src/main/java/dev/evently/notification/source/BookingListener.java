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
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/** Tells buyers what became of their bookings. */
@Component
class BookingListener {

    private static final Map<String, EffectReader> EFFECTS = Map.of(
            "dev.evently.booking.BookingConfirmed.v1", BookingListener::confirmed,
            "dev.evently.booking.BookingCancelled.v1", BookingListener::cancelled,
            "dev.evently.booking.BookingExpired.v1", BookingListener::expired);

    private final PolledNotices notices;

    BookingListener(PolledNotices notices) {
        this.notices = notices;
    }

    @KafkaListener(topics = Topics.BOOKINGS, batch = "true")
    void on(List<ConsumerRecord<String, CloudEvent>> records) {
        notices.tell(records, EFFECTS);
    }

    private static Optional<Effect> confirmed(CloudEvent event) {
        BookingConfirmed booking = EventData.read(event, BookingConfirmed.class);
        return Optional.of(EffectReader.effect(event, booking.buyerId(), booking.notice()));
    }

    private static Optional<Effect> cancelled(CloudEvent event) {
        BookingCancelled booking = EventData.read(event, BookingCancelled.class);
        return Optional.of(EffectReader.effect(event, booking.buyerId(), booking.notice()));
    }

    private static Optional<Effect> expired(CloudEvent event) {
        BookingExpired booking = EventData.read(event, BookingExpired.class);
        return booking.offerId() == null
                ? Optional.of(EffectReader.effect(event, booking.buyerId(), booking.notice()))
                : Optional.empty();
    }

    record BookingConfirmed(UUID bookingId, UUID eventId, UUID buyerId, List<Item> items, long total, String currency) {

        Notice notice() {
            return new Notice.BookingConfirmed(bookingId, eventId, items.size(), total, currency);
        }
    }

    record BookingCancelled(
            UUID bookingId,
            UUID eventId,
            UUID buyerId,
            List<Item> items,
            boolean whole,
            String reason,
            Notice.@Nullable Money refund) {

        Notice notice() {
            return new Notice.BookingCancelled(bookingId, eventId, items.size(), whole, reason, refund);
        }
    }

    /** A hold made for a waitlist offer is not told of here: the expired offer itself is. */
    record BookingExpired(
            UUID bookingId,
            UUID eventId,
            UUID buyerId,
            @Nullable UUID offerId) {

        Notice notice() {
            return new Notice.BookingExpired(bookingId, eventId);
        }
    }

    record Item(UUID id) {}
}
