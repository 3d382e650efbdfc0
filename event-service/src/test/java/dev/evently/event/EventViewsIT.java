package dev.evently.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.evently.platform.messaging.Topics;
import dev.evently.testing.IntegrationTest;
import dev.evently.testing.KafkaProbe;
import dev.evently.testing.contracts.Contracts;
import io.cloudevents.CloudEvent;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

@IntegrationTest
class EventViewsIT {

    private static final String COUNTED = "dev.evently.event.EventViewsCounted.v1";
    private static final int ALONE = 25;
    private static final int OTHERS = 7;
    private static final int VIEWS = ALONE + 1 + OTHERS;

    private final EventApi visitor;

    EventViewsIT(@LocalServerPort int port) {
        visitor = EventApi.anybody(port);
    }

    @Test
    void countsEachReadOfAPublishedEvent() {
        EventApi owner = visitor.as(UUID.randomUUID());
        String organizerId = owner.organizer();
        String draft = owner.draft(EventApi.eventBody(organizerId, null, "Draft", Duration.ofDays(9)));
        String published = owner.publish(EventApi.eventBody(organizerId, null, "Seen", Duration.ofDays(9)));
        owner.get("/events/" + draft).expect(200);
        for (int i = 0; i < ALONE; i++) {
            visitor.get("/events/" + published).expect(200);
        }
        visitor.get("/events/" + published, "X-Evently-Readers", Integer.toString(OTHERS))
                .expect(200);
        visitor.get("/events/" + published, "X-Evently-Readers", "-1").expect(422);

        try (KafkaProbe probe = KafkaProbe.on(Topics.EVENTS)) {
            await().atMost(Duration.ofSeconds(20)).until(() -> views(probe, published) >= VIEWS);
            assertThat(views(probe, published)).isEqualTo(VIEWS);
            assertThat(views(probe, draft)).isZero();
            assertThat(counted(probe, published)).allSatisfy(event -> Contracts.assertValid(COUNTED, event));
        }
    }

    private static long views(KafkaProbe probe, String eventId) {
        return counted(probe, eventId).stream()
                .mapToLong(event -> KafkaProbe.data(event).path("views").asLong())
                .sum();
    }

    private static List<CloudEvent> counted(KafkaProbe probe, String eventId) {
        return probe.events(COUNTED).stream()
                .filter(event -> eventId.equals(event.getSubject()))
                .toList();
    }
}
