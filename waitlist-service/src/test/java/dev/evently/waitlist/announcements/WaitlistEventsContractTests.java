package dev.evently.waitlist.announcements;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evently.platform.messaging.IntegrationEvent;
import dev.evently.testing.contracts.Contracts;
import dev.evently.waitlist.line.EntryId;
import dev.evently.waitlist.line.Hold;
import dev.evently.waitlist.line.LineId;
import dev.evently.waitlist.line.OfferId;
import dev.evently.waitlist.line.Party;
import dev.evently.waitlist.line.WaitingListEntry.Offered;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class WaitlistEventsContractTests {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Instant AT = Instant.parse("2030-01-31T18:00:00.123456Z");
    private static final Party PARTY = new Party(
            new EntryId(UUID.randomUUID()),
            new LineId(UUID.randomUUID(), UUID.randomUUID()),
            UUID.randomUUID(),
            2,
            1,
            AT);
    private static final Offered OFFERED =
            new Offered(PARTY, new OfferId(UUID.randomUUID()), new Hold(UUID.randomUUID(), AT.plusSeconds(900)), AT);

    static List<IntegrationEvent> everyEvent() {
        return List.of(
                WaitlistEvents.joined(PARTY),
                WaitlistEvents.left(PARTY, AT),
                WaitlistEvents.offered(OFFERED),
                WaitlistEvents.accepted(OFFERED.accept(AT)),
                WaitlistEvents.expired(OFFERED, AT));
    }

    @ParameterizedTest
    @MethodSource("everyEvent")
    void saysWhatWasPromised(IntegrationEvent event) {
        Contracts.assertValid(event.type(), JSON.writeValueAsString(event.data()));
    }

    @ParameterizedTest
    @MethodSource("everyEvent")
    void saysNeitherMoreNorLessThanTheExample(IntegrationEvent event) {
        JsonNode example = JSON.readTree(Contracts.example(event.type()));

        assertThat(JSON.valueToTree(event.data()).propertyNames())
                .containsExactlyInAnyOrderElementsOf(example.propertyNames());
    }

    @ParameterizedTest
    @MethodSource("everyEvent")
    void keepsTheEventsOfAnEntryInOrder(IntegrationEvent event) {
        assertThat(event.topic()).isEqualTo("evently.waitlist");
        assertThat(event.key()).isEqualTo(PARTY.id().value().toString());
        assertThat(event.subject()).isEqualTo(PARTY.id().value().toString());
    }
}
