package dev.evently.analytics;

import dev.evently.testing.contracts.Contracts;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** The published examples of events as a consumer receives them. */
public final class ContractExamples {

    private ContractExamples() {}

    public static CloudEvent of(String type) {
        return CloudEventBuilder.v1()
                .withId("1")
                .withSource(URI.create("/example"))
                .withType(type)
                .withData("application/json", Contracts.example(type).getBytes(StandardCharsets.UTF_8))
                .build();
    }
}
