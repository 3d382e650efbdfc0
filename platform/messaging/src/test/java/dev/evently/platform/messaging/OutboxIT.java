package dev.evently.platform.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evently.testing.IntegrationTest;
import dev.evently.testing.KafkaProbe;
import io.cloudevents.CloudEvent;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@IntegrationTest
class OutboxIT {

    private static final String TYPE = "dev.evently.test.Counted.v1";

    @Autowired
    private Outbox outbox;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private MeterRegistry metrics;

    @Test
    void publishesAsCloudEventInBinaryMode() {
        String key = UUID.randomUUID().toString();
        MDC.put("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        try {
            append(key, 1);
        } finally {
            MDC.clear();
        }
        try (KafkaProbe probe = KafkaProbe.on(Topics.BOOKINGS)) {
            CloudEvent event = probe.awaitType(TYPE, key);
            assertThat(event.getSource()).hasToString("/messaging-test");
            assertThat(KafkaProbe.data(event).get("number").asInt()).isEqualTo(1);
            var record = probe.records().stream()
                    .filter(candidate -> key.equals(candidate.key()))
                    .findFirst()
                    .orElseThrow();
            assertThat(record.headers().headers("ce_type")).hasSize(1);
            assertThat(record.headers().lastHeader("traceparent").value())
                    .asString()
                    .contains("0af7651916cd43dd8448eb211c80319c");
        }
        Awaitility.await().until(() -> waiting(key) == 0);
    }

    @Test
    void keepsTheOrderOfAKeyWhileManyAppend() throws Exception {
        int keys = 20;
        int perKey = 100;
        List<String> names = new ArrayList<>();
        try (ExecutorService writers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < keys; i++) {
                String key = "order-" + UUID.randomUUID();
                names.add(key);
                running.add(writers.submit(() -> {
                    for (int number = 0; number < perKey; number++) {
                        append(key, number);
                    }
                }));
            }
            for (Future<?> writer : running) {
                writer.get();
            }
        }
        try (KafkaProbe probe = KafkaProbe.on(Topics.BOOKINGS)) {
            Awaitility.await()
                    .until(() ->
                            names.stream().allMatch(key -> numbers(probe, key).size() == perKey));
            assertThat(names).allSatisfy(key -> assertThat(numbers(probe, key)).isSorted());
        }
    }

    @Test
    void publishesNothingOfARolledBackTransaction() {
        String lost = UUID.randomUUID().toString();
        String kept = UUID.randomUUID().toString();
        transaction.executeWithoutResult(status -> {
            outbox.append(event(lost, 0, ""));
            status.setRollbackOnly();
        });
        append(kept, 0);
        try (KafkaProbe probe = KafkaProbe.on(Topics.BOOKINGS)) {
            probe.awaitType(TYPE, kept);
            assertThat(probe.events(TYPE)).noneMatch(event -> lost.equals(event.getSubject()));
        }
    }

    @Test
    void refusesToAppendOutsideATransaction() {
        assertThatThrownBy(() -> outbox.append(event("none", 0, ""))).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void parksWhatKafkaWillNeverTakeAndGoesOn() {
        String giant = UUID.randomUUID().toString();
        String next = UUID.randomUUID().toString();
        transaction.executeWithoutResult(status -> {
            outbox.append(event(giant, 0, "x".repeat(2_000_000)));
            outbox.append(event(next, 0, ""));
        });
        try (KafkaProbe probe = KafkaProbe.on(Topics.BOOKINGS)) {
            probe.awaitType(TYPE, next);
        }
        Awaitility.await()
                .untilAsserted(() -> assertThat(jdbc.sql("SELECT parked_because FROM outbox WHERE record_key = ?")
                                .param(giant)
                                .query(String.class)
                                .single())
                        .contains("RecordTooLarge"));
    }

    @Test
    void showsWhatWaits() {
        Gauge up = metrics.get("evently.database.up").gauge();
        Gauge backlog = metrics.get("evently.outbox.backlog").gauge();
        Gauge oldest = metrics.get("evently.outbox.oldest").gauge();
        Awaitility.await().until(() -> up.value() == 1 && backlog.value() == 0 && oldest.value() == 0);

        transaction.executeWithoutResult(status -> {
            jdbc.sql("SELECT pg_advisory_xact_lock(?)")
                    .param(OutboxRelay.LOCK)
                    .query()
                    .singleRow();
            CompletableFuture.runAsync(() -> append("waiting", 1)).join();
            Awaitility.await().until(() -> backlog.value() == 1 && oldest.value() > 0);
        });

        Awaitility.await().until(() -> backlog.value() == 0 && oldest.value() == 0);
    }

    @Test
    void showsWhatWillNeverLeave() {
        Gauge parked = metrics.get("evently.outbox.parked").gauge();
        Awaitility.await().until(() -> !Double.isNaN(parked.value()));
        String giant = UUID.randomUUID().toString();
        transaction.executeWithoutResult(status -> outbox.append(event(giant, 0, "x".repeat(2_000_000))));

        Awaitility.await().until(() -> parked.value() >= 1);
    }

    private void append(String key, int number) {
        transaction.executeWithoutResult(status -> outbox.append(event(key, number, "")));
    }

    private static IntegrationEvent event(String key, int number, String filling) {
        return new IntegrationEvent(Topics.BOOKINGS, key, TYPE, key, Map.of("number", number, "filling", filling));
    }

    private long waiting(String key) {
        return jdbc.sql("SELECT count(*) FROM outbox WHERE record_key = ?")
                .param(key)
                .query(Long.class)
                .single();
    }

    private static List<Integer> numbers(KafkaProbe probe, String key) {
        return probe.records().stream()
                .filter(record -> key.equals(record.key()))
                .map(record -> KafkaProbe.data(record.value()).get("number").asInt())
                .toList();
    }
}
