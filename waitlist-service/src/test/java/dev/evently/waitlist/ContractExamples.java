package dev.evently.waitlist;

import dev.evently.platform.messaging.EventData;
import dev.evently.testing.contracts.Contracts;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** The published examples of events as a consumer receives them. */
public final class ContractExamples {

    private ContractExamples() {}

    /** The example of a type, read as the record that a consumer wants to see of it. */
    public static <T> T read(String type, Class<T> wanted) {
        return EventData.read(
                CloudEventBuilder.v1()
                        .withId("1")
                        .withSource(URI.create("/example"))
                        .withType(type)
                        .withData("application/json", Contracts.example(type).getBytes(StandardCharsets.UTF_8))
                        .build(),
                wanted);
    }
}
