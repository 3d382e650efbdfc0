package dev.evently.waitlist.catalogue;

import dev.evently.platform.messaging.EventData;
import dev.evently.platform.messaging.Inbox;
import dev.evently.platform.messaging.Topics;
import dev.evently.waitlist.line.Lines;
import io.cloudevents.CloudEvent;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Follows what event-service publishes. Every change calls the event's lines: there may be more places, or no event to
 * wait for.
 */
@Component
class FollowEvents {

    private static final String CONSUMER = "catalogue";

    /** Time for booking-service to read the same record, so that its answer knows of the change. */
    private static final Duration SETTLING = Duration.ofSeconds(2);

    private final Catalogue catalogue;
    private final Lines lines;
    private final Inbox inbox;
    private final Clock clock;

    FollowEvents(Catalogue catalogue, Lines lines, Inbox inbox, Clock clock) {
        this.catalogue = catalogue;
        this.lines = lines;
        this.inbox = inbox;
        this.clock = clock;
    }

    @KafkaListener(topics = Topics.EVENTS)
    @Transactional
    void on(CloudEvent event) {
        switch (event.getType()) {
            case "dev.evently.event.EventPublished.v1", "dev.evently.event.EventUpdated.v1" -> list(event);
            case "dev.evently.event.EventCancelled.v1" -> cancel(event);
            default -> {}
        }
    }

    private void list(CloudEvent event) {
        EventDescription description = EventData.read(event, EventDescription.class);
        Instant now = clock.instant();
        if (inbox.firstSight(CONSUMER, event) && catalogue.list(description)) {
            lines.callAll(description.eventId(), now.plus(SETTLING));
        }
    }

    private void cancel(CloudEvent event) {
        EventCancellation cancellation = EventData.read(event, EventCancellation.class);
        if (inbox.firstSight(CONSUMER, event)) {
            catalogue.cancel(cancellation);
            lines.callAll(cancellation.eventId(), clock.instant());
        }
    }
}
