package dev.evently.analytics.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evently.analytics.ContractExamples;
import dev.evently.platform.messaging.EventData;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FollowEventsContractTests {

    private static final UUID EVENT = UUID.fromString("019372b4-1c00-7a31-8f54-2b1f6f0a9c01");
    private static final UUID ORGANIZER = UUID.fromString("019372b1-90c0-7f02-9d0e-5a6b7c8d9e0f");

    @ParameterizedTest
    @CsvSource({
        "dev.evently.event.EventPublished.v1,1,Northern Lights Orchestra",
        "dev.evently.event.EventUpdated.v1,2,Northern Lights Orchestra & Friends"
    })
    void readsAPublishedEvent(String type, long version, String title) {
        assertThat(read(type, EventDescription.class))
                .isEqualTo(new EventDescription(EVENT, version, ORGANIZER, title, "EUR"));
    }

    @Test
    void readsACancellation() {
        assertThat(read("dev.evently.event.EventCancelled.v1", EventCancellation.class))
                .isEqualTo(new EventCancellation(EVENT, 3, ORGANIZER, "Northern Lights Orchestra & Friends"));
    }

    @Test
    void readsATeam() {
        assertThat(read("dev.evently.event.OrganizerTeamChanged.v1", TeamDescription.class))
                .isEqualTo(new TeamDescription(
                        ORGANIZER,
                        2,
                        List.of(
                                new TeamDescription.Member(
                                        UUID.fromString("019372b0-5f00-73aa-93c8-63c2d0b7f908"), TeamRole.OWNER),
                                new TeamDescription.Member(
                                        UUID.fromString("019372b0-9e00-74bb-a4d9-74d3e1c80a09"), TeamRole.CHECK_IN))));
    }

    @Test
    void readsACountOfViews() {
        assertThat(read("dev.evently.event.EventViewsCounted.v1", ViewCount.class))
                .isEqualTo(new ViewCount(EVENT, 42));
    }

    private static <T> T read(String type, Class<T> wanted) {
        return EventData.read(ContractExamples.of(type), wanted);
    }
}
