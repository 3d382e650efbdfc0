package dev.evently.analytics.catalogue;

import dev.evently.platform.messaging.EventData;
import dev.evently.platform.messaging.Inbox;
import dev.evently.platform.messaging.Topics;
import io.cloudevents.CloudEvent;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Follows what event-service publishes. */
@Component
class FollowEvents {

    private static final String CONSUMER = "catalogue";

    private final PublishedEvents events;
    private final Teams teams;
    private final EventViews views;
    private final Inbox inbox;

    FollowEvents(PublishedEvents events, Teams teams, EventViews views, Inbox inbox) {
        this.events = events;
        this.teams = teams;
        this.views = views;
        this.inbox = inbox;
    }

    @KafkaListener(topics = Topics.EVENTS)
    @Transactional
    void on(CloudEvent event) {
        switch (event.getType()) {
            case "dev.evently.event.EventPublished.v1", "dev.evently.event.EventUpdated.v1" -> {
                EventDescription description = EventData.read(event, EventDescription.class);
                if (inbox.firstSight(CONSUMER, event)) {
                    events.keep(description);
                }
            }
            case "dev.evently.event.EventCancelled.v1" -> {
                EventCancellation cancellation = EventData.read(event, EventCancellation.class);
                if (inbox.firstSight(CONSUMER, event)) {
                    events.cancel(cancellation);
                }
            }
            case "dev.evently.event.OrganizerTeamChanged.v1" -> {
                TeamDescription team = EventData.read(event, TeamDescription.class);
                if (inbox.firstSight(CONSUMER, event)) {
                    teams.keep(team);
                }
            }
            case "dev.evently.event.EventViewsCounted.v1" -> {
                ViewCount count = EventData.read(event, ViewCount.class);
                if (inbox.firstSight(CONSUMER, event)) {
                    views.add(count.eventId(), count.views());
                }
            }
            default -> {}
        }
    }
}
