package dev.evently.platform.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evently.platform.messaging.MessagingApplication.Consumption;
import dev.evently.testing.IntegrationTest;
import dev.evently.testing.TestEvents;
import io.cloudevents.CloudEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
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
        assertThat(RawTopic.deadLettersOf(Topics.USERS))
                .anySatisfy(letter -> assertThat(header(letter, "kafka_dlt-exception-message"))
                        .contains("cannot be handled"));
    }

    @Test
    void movesARecordThatIsNoCloudEventAside() throws Exception {
        String garbage = "garbage-" + UUID.randomUUID();
        RawTopic.publish(Topics.USERS, KEY, garbage);
        awaitEffectOf(marker());
        Awaitility.await()
                .untilAsserted(() -> assertThat(RawTopic.deadLettersOf(Topics.USERS))
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

    private static String header(ConsumerRecord<byte[], byte[]> letter, String name) {
        var header = letter.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }
}
