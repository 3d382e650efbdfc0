package dev.evently.waitlist.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evently.waitlist.ContractExamples;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FollowEventsContractTests {

    private static final UUID EVENT = UUID.fromString("019372b4-1c00-7a31-8f54-2b1f6f0a9c01");
    private static final Instant STARTS_AT = Instant.parse("2027-03-12T19:00:00Z");

    @ParameterizedTest
    @CsvSource({"dev.evently.event.EventPublished.v1,1", "dev.evently.event.EventUpdated.v1,2"})
    void readsWhatMayBeWaitedFor(String type, long version) {
        assertThat(ContractExamples.read(type, EventDescription.class))
                .isEqualTo(new EventDescription(
                        EVENT,
                        version,
                        STARTS_AT,
                        List.of(
                                new EventDescription.Product(
                                        UUID.fromString("019372b4-1c01-7b44-9e21-0d4c7a51f302"), 8),
                                new EventDescription.Product(
                                        UUID.fromString("019372b4-1c02-7d55-8b32-1e5d8b62a403"), 4))));
    }

    @Test
    void readsACancellation() {
        assertThat(ContractExamples.read("dev.evently.event.EventCancelled.v1", EventCancellation.class))
                .isEqualTo(new EventCancellation(EVENT, 3, STARTS_AT));
    }
}
