package dev.evently.identity.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evently.platform.messaging.IntegrationEvent;
import dev.evently.testing.contracts.Contracts;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class UserRegisteredContractTests {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Instant NOW = Instant.parse("2030-01-31T18:00:00.123456Z");

    @ParameterizedTest
    @ValueSource(strings = {"ada@example.org", "ada.l+tickets@mail.example.co.uk", "o'neil{x}@a.xn--p1ai"})
    void publishesWhatWasPromised(String email) {
        IntegrationEvent event = new UserRegistered(UUID.randomUUID(), email, "Ada Buyer", NOW).asIntegrationEvent();

        Contracts.assertValid(UserRegistered.TYPE, JSON.writeValueAsString(event.data()));
        assertThat(event.topic()).isEqualTo("evently.users");
    }

    @Test
    void keepsEventsOfOnePersonInOrder() {
        UUID id = UUID.randomUUID();

        IntegrationEvent event = new UserRegistered(id, "ada@example.org", "Ada", NOW).asIntegrationEvent();

        assertThat(event.key()).isEqualTo(id.toString());
        assertThat(event.subject()).isEqualTo(id.toString());
    }

    @Test
    void carriesEveryFieldOfTheExample() {
        UserRegistered example = JSON.readValue(Contracts.example(UserRegistered.TYPE), UserRegistered.class);

        assertThat(JSON.readTree(JSON.writeValueAsString(example)))
                .isEqualTo(JSON.readTree(Contracts.example(UserRegistered.TYPE)));
    }
}
