package dev.evently.event.catalogue;

import dev.evently.event.seating.SeatingPlan;
import dev.evently.platform.messaging.IntegrationEvent;
import dev.evently.platform.messaging.Topics;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What other services are told of an event, as {@code contracts} describes it. */
final class EventMessages {

    static final String PUBLISHED = "dev.evently.event.EventPublished.v1";
    static final String UPDATED = "dev.evently.event.EventUpdated.v1";
    static final String CANCELLED = "dev.evently.event.EventCancelled.v1";

    private EventMessages() {}

    /** What is told when an event goes on sale; {@code hall} is the version of the seating plan it keeps, if any. */
    static IntegrationEvent published(Event.Published event, @Nullable SeatingPlan hall) {
        return message(PUBLISHED, event, OnSale.of(event, hall));
    }

    /** What is told when that changes: everything anew. */
    static IntegrationEvent updated(Event.Published event, @Nullable SeatingPlan hall) {
        return message(UPDATED, event, OnSale.of(event, hall));
    }

    static IntegrationEvent cancelled(Event.Cancelled event) {
        EventHead head = event.head();
        EventDetails details = event.details();
        return message(
                CANCELLED,
                event,
                new CalledOff(
                        head.id(),
                        head.version(),
                        head.organizerId(),
                        details.title(),
                        details.startsAt(),
                        event.cancelledAt()));
    }

    private static IntegrationEvent message(String type, Event event, Object data) {
        String id = event.head().id().toString();
        return new IntegrationEvent(Topics.EVENTS, id, type, id, data);
    }

    private record CalledOff(
            UUID eventId, long version, UUID organizerId, String title, Instant startsAt, Instant cancelledAt) {}
}
