package dev.evently.platform.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evently.platform.messaging.MessagingApplication.Consumption;
import dev.evently.testing.IntegrationTest;
import dev.evently.testing.TestEvents;
import io.cloudevents.CloudEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

@IntegrationTest
class ConsumptionIT {

    private static final String TYPE = "dev.evently.test.Seen.v1";
    private static final String KEY = "one-key";
    private static final String TRACE_ID = "0af7651916cd43dd8448eb211c80319c";
    private static final String TRACEPARENT = "00-" + TRACE_ID + "-b7ad6b7169203331-01";

    @Autowired
    private Consumption consumption;

    @Autowired
    private Outbox outbox;

    @Autowired
    private TransactionTemplate transaction;

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

    @Test
    void putsTheEffectOfARecordIntoItsTrace() {
        String subject = UUID.randomUUID().toString();
        Map<String, String> carried = new ConcurrentHashMap<>();
        consumption.failures.put(subject, event -> {
            carried.put("context", Objects.toString(TraceHeader.current()));
            carried.put("log", Objects.toString(MDC.get("trace.id")));
        });

        transaction.executeWithoutResult(status -> outbox.append(new IntegrationEvent(
                Topics.USERS, KEY, TYPE, subject, JsonMapper.shared().createObjectNode(), TRACEPARENT)));
        awaitEffectOf(subject);

        assertThat(carried).containsEntry("context", TRACEPARENT).containsEntry("log", TRACE_ID);
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
