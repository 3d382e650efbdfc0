package dev.evently.testing;

import dev.evently.testing.servers.TestServers;
import io.cloudevents.CloudEvent;
import io.cloudevents.kafka.CloudEventDeserializer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Sees everything on one topic from its beginning, as another team's consumer would. */
public final class KafkaProbe implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final List<ConsumerRecord<String, CloudEvent>> records = new CopyOnWriteArrayList<>();
    private volatile boolean open = true;

    private KafkaProbe(String topic) {
        Thread.ofVirtual().name("probe-" + topic).start(() -> read(topic));
    }

    public static KafkaProbe on(String topic) {
        return new KafkaProbe(topic);
    }

    /** What was seen so far; per key in order. */
    public List<ConsumerRecord<String, CloudEvent>> records() {
        return List.copyOf(records);
    }

    /** The events of a type seen so far. */
    public List<CloudEvent> events(String type) {
        return records.stream()
                .map(ConsumerRecord::value)
                .filter(event -> event.getType().equals(type))
                .toList();
    }

    /** Waits until an event of that type fits; fails the test when none comes. */
    public CloudEvent awaitType(String type, Predicate<CloudEvent> fits) {
        return Awaitility.await("an event of type " + type)
                .atMost(PATIENCE)
                .until(() -> events(type).stream().filter(fits).findFirst().orElse(null), Objects::nonNull);
    }

    /** Waits for the event of that type about that subject. */
    public CloudEvent awaitType(String type, String subject) {
        return awaitType(type, event -> subject.equals(event.getSubject()));
    }

    /** The body of an event as a tree. */
    public static JsonNode data(CloudEvent event) {
        return JSON.readTree(Objects.requireNonNull(event.getData(), "data").toBytes());
    }

    private void read(String topic) {
        try (KafkaConsumer<String, CloudEvent> consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        TestServers.shared().kafkaBootstrapServers(),
                        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                        false),
                new StringDeserializer(),
                new CloudEventDeserializer())) {
            List<TopicPartition> partitions = Awaitility.await("topic " + topic)
                    .atMost(PATIENCE)
                    .until(
                            () -> consumer.partitionsFor(topic).stream()
                                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                                    .toList(),
                            found -> !found.isEmpty());
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (open) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
        }
    }

    @Override
    public void close() {
        open = false;
    }
}
