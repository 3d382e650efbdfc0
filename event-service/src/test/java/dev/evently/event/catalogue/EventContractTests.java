package dev.evently.event.catalogue;

import static dev.evently.event.catalogue.Plans.NOW;
import static dev.evently.event.catalogue.Plans.plan;
import static dev.evently.event.catalogue.Plans.product;
import static dev.evently.event.catalogue.Plans.quota;
import static dev.evently.event.catalogue.Plans.sharing;
import static org.assertj.core.api.Assertions.assertThat;

import dev.evently.event.venue.Venue;
import dev.evently.platform.messaging.IntegrationEvent;
import dev.evently.platform.messaging.Topics;
import dev.evently.testing.contracts.Contracts;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class EventContractTests {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    static Stream<IntegrationEvent> messages() {
        return Stream.of(messages(Plans.VENUE), messages(null)).flatMap(stream -> stream);
    }

    private static Stream<IntegrationEvent> messages(@Nullable Venue venue) {
        EventPlan plan = plan(
                List.of(quota("hall", 100)), product(null, 100, 8), product(null, 1, 1), sharing(null, null, "hall"));
        Event.Published event = Plans.draft(plan, venue).publish(NOW);
        return Stream.of(
                EventMessages.published(event, null),
                EventMessages.updated(event.revise(event.details(), NOW), null),
                EventMessages.cancelled(event.cancel(NOW)));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void saysWhatTheContractPromises(IntegrationEvent message) {
        JsonNode data = JSON.valueToTree(message.data());

        Contracts.assertValid(message.type(), data.toString());
        assertThat(data.propertyNames())
                .containsExactlyInAnyOrderElementsOf(
                        JSON.readTree(Contracts.example(message.type())).propertyNames());
        assertThat(message.topic()).isEqualTo(Topics.EVENTS);
        assertThat(message.key()).isEqualTo(data.path("eventId").asString()).isEqualTo(message.subject());
    }
}
