package dev.evently.notification.event;

import dev.evently.platform.messaging.EventData;
import dev.evently.platform.messaging.Topics;
import io.cloudevents.CloudEvent;
import java.time.Instant;
import java.time.ZoneId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Learns events. A record that is not newer than what is known changes nothing, so duplicates need no memory. */
@Component
class CatalogueListener {

    private final KnownEvents events;

    CatalogueListener(KnownEvents events) {
        this.events = events;
    }

    @KafkaListener(topics = Topics.EVENTS)
    @Transactional
    public void on(CloudEvent event) {
        switch (event.getType()) {
            case "dev.evently.event.EventPublished.v1", "dev.evently.event.EventUpdated.v1" ->
                learn(EventData.read(event, EventState.class));
            case "dev.evently.event.EventCancelled.v1" -> {
                EventCancelled cancelled = EventData.read(event, EventCancelled.class);
                events.cancel(cancelled.eventId(), cancelled.version());
            }
            default -> {
                // of no concern to a mail
            }
        }
    }

    private void learn(EventState event) {
        events.learn(
                event.eventId(),
                event.version(),
                event.title(),
                event.startsAt(),
                event.timezone().getId(),
                event.venue() == null ? null : event.venue().label());
    }

    record EventState(
            UUID eventId,
            long version,
            String title,
            Instant startsAt,
            ZoneId timezone,
            @Nullable Venue venue) {}

    record Venue(String name, String city) {

        String label() {
            return name + ", " + city;
        }
    }

    record EventCancelled(UUID eventId, long version) {}
}
