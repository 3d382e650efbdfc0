package dev.evently.notification.source;

import dev.evently.notification.feed.Feed;
import dev.evently.notification.feed.Notice;
import dev.evently.platform.messaging.EventData;
import dev.evently.platform.messaging.Topics;
import io.cloudevents.CloudEvent;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/** Tells buyers what became of their bookings. */
@Component
class BookingListener {

    private final Feed feed;

    BookingListener(Feed feed) {
        this.feed = feed;
    }

    @KafkaListener(topics = Topics.BOOKINGS)
    void on(CloudEvent event) {
        switch (event.getType()) {
            case "dev.evently.booking.BookingConfirmed.v1" -> {
                BookingConfirmed booking = EventData.read(event, BookingConfirmed.class);
                feed.tell(List.of(Effects.of(event, booking.buyerId(), booking.notice())));
            }
            case "dev.evently.booking.BookingCancelled.v1" -> {
                BookingCancelled booking = EventData.read(event, BookingCancelled.class);
                feed.tell(List.of(Effects.of(event, booking.buyerId(), booking.notice())));
            }
            case "dev.evently.booking.BookingExpired.v1" -> {
                BookingExpired booking = EventData.read(event, BookingExpired.class);
                if (booking.offerId() == null) {
                    feed.tell(List.of(Effects.of(event, booking.buyerId(), booking.notice())));
                }
            }
            default -> {
                // nobody needs to be told
            }
        }
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
