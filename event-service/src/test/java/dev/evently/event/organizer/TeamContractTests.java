package dev.evently.event.organizer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evently.testing.contracts.Contracts;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class TeamContractTests {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Test
    void saysWhatTheContractPromises() {
        Organizer organizer = new Organizer(new UUID(0, 9), "Harbour Concerts", new UUID(0, 1), Instant.EPOCH);
        for (TeamRole role : TeamRole.values()) {
            organizer.appoint(UUID.randomUUID(), role);
        }
        JsonNode data = JSON.valueToTree(Team.of(organizer));

        Contracts.assertValid(Teams.TEAM_CHANGED, data.toString());
        assertThat(data.propertyNames())
                .containsExactlyInAnyOrderElementsOf(
                        JSON.readTree(Contracts.example(Teams.TEAM_CHANGED)).propertyNames());
        assertThat(data.path("members")).hasSize(4);
    }
}
