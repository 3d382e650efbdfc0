package dev.evently.platform.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evently.platform.messaging.MessagingApplication.Consumption;
import dev.evently.testing.IntegrationTest;
import dev.evently.testing.TestEvents;
import dev.evently.testing.servers.TestServers;
import io.cloudevents.CloudEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessResourceFailureException;

@IntegrationTest
class ConsumptionIT {

    private static final String TYPE = "dev.evently.test.Seen.v1";
    private static final String KEY = "one-key";

    @Autowired
    private Consumption consumption;

    @Test
    void givesOneEffectToAnEventDeliveredTwice() {
        String subject = UUID.randomUUID().toString();
        CloudEvent event = TestEvents.publish(Topics.USERS, KEY, TYPE, subject, Map.of());
        TestEvents.publish(Topics.USERS, KEY, event);
        awaitEffectOf(marker());
        assertThat(consumption.effects).containsOnlyOnce(subject);
    }

    @Test
    void movesAPoisonRecordAsideAndGoesOn() {
        String poison = UUID.randomUUID().toString();
        AtomicInteger tries = new AtomicInteger();
        consumption.failures.put(poison, event -> {
            tries.incrementAndGet();
            throw new IllegalArgumentException("cannot be handled");
        });
        TestEvents.publish(Topics.USERS, KEY, TYPE, poison, Map.of());
        awaitEffectOf(marker());
        assertThat(consumption.effects).doesNotContain(poison);
        assertThat(tries).hasValueGreaterThan(1);
        assertThat(deadLetters())
                .anySatisfy(letter -> assertThat(header(letter, "kafka_dlt-exception-message"))
                        .contains("cannot be handled"));
    }

    @Test
    void movesARecordThatIsNoCloudEventAside() throws Exception {
        String garbage = "garbage-" + UUID.randomUUID();
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", TestServers.shared().kafkaBootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(
                            Topics.USERS,
                            KEY.getBytes(StandardCharsets.UTF_8),
                            garbage.getBytes(StandardCharsets.UTF_8)))
                    .get();
        }
        awaitEffectOf(marker());
        Awaitility.await()
                .untilAsserted(() -> assertThat(deadLetters())
                        .anySatisfy(letter -> assertThat(new String(letter.value(), StandardCharsets.UTF_8))
                                .isEqualTo(garbage)));
    }

    @Test
    void waitsForADatabaseThatIsAway() {
        String subject = UUID.randomUUID().toString();
        AtomicInteger tries = new AtomicInteger();
        consumption.failures.put(subject, event -> {
            if (tries.incrementAndGet() <= 6) {
                throw new DataAccessResourceFailureException("away");
            }
        });
        TestEvents.publish(Topics.USERS, KEY, TYPE, subject, Map.of());
        awaitEffectOf(subject);
        assertThat(tries).hasValue(7);
    }

    private String marker() {
        String subject = UUID.randomUUID().toString();
        TestEvents.publish(Topics.USERS, KEY, TYPE, subject, Map.of());
        return subject;
    }

    private void awaitEffectOf(String subject) {
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> consumption.effects.contains(subject));
    }

    private static List<ConsumerRecord<byte[], byte[]>> deadLetters() {
        TopicPartition letters = new TopicPartition(Topics.deadLetters(Topics.USERS), 0);
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", TestServers.shared().kafkaBootstrapServers()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.assign(List.of(letters));
            consumer.seekToBeginning(List.of(letters));
            return consumer.poll(Duration.ofSeconds(5)).records(letters);
        }
    }

    private static String header(ConsumerRecord<byte[], byte[]> letter, String name) {
        var header = letter.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }
}
