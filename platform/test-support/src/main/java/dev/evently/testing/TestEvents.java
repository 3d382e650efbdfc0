package dev.evently.testing;

import dev.evently.testing.servers.TestServers;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.kafka.CloudEventSerializer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import tools.jackson.databind.json.JsonMapper;

/** Plays the other services: puts events on the topics that the service under test reads. */
public final class TestEvents {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final KafkaProducer<String, CloudEvent> PRODUCER = new KafkaProducer<>(
            Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, TestServers.shared().kafkaBootstrapServers()),
            new StringSerializer(),
            new CloudEventSerializer());

    private TestEvents() {}

    /** Publishes a fresh event; {@code data} is JSON text or anything Jackson writes. Returns it, for sending again. */
    public static CloudEvent publish(String topic, String key, String type, String subject, Object data) {
        CloudEvent event = event(type, subject, data);
        publish(topic, key, event);
        return event;
    }

    /** Publishes an event as it is, perhaps for the second time; it is on the topic when this returns. */
    public static void publish(String topic, String key, CloudEvent event) {
        try {
            PRODUCER.send(new ProducerRecord<>(topic, key, event)).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("Kafka did not take the event", e);
        }
    }

    /** An event with an id of its own that is published nowhere yet. */
    public static CloudEvent event(String type, String subject, Object data) {
        String json = data instanceof String text ? text : JSON.writeValueAsString(data);
        return CloudEventBuilder.v1()
                .withId(UUID.randomUUID().toString())
                .withSource(URI.create("/test"))
                .withType(type)
                .withSubject(subject)
                .withTime(OffsetDateTime.ofInstant(Clock.systemUTC().instant(), ZoneOffset.UTC))
                .withDataContentType("application/json")
                .withData(json.getBytes(StandardCharsets.UTF_8))
                .build();
    }
}
