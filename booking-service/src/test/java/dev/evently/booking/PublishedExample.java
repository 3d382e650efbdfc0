package dev.evently.booking;

import dev.evently.testing.contracts.Contracts;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** The contract's example of an event type, as a consumer would receive it. */
public final class PublishedExample {

    private PublishedExample() {}

    public static CloudEvent of(String type) {
        return CloudEventBuilder.v1()
                .withId(UUID.randomUUID().toString())
                .withSource(URI.create("/event-service"))
                .withType(type)
                .withData("application/json", Contracts.example(type).getBytes(StandardCharsets.UTF_8))
                .build();
    }
}
