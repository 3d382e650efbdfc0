package dev.evently.platform.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class KafkaMetersTests {

    private static final String LAG = "kafka.consumer.fetch.manager.records.lag";

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();

    KafkaMetersTests() {
        metrics.config().meterFilter(new KafkaMeters());
    }

    @Test
    void keepsLagOfEachTopicOnce() {
        metrics.gauge(LAG, Tags.of("topic", "evently.events"), new AtomicInteger());
        metrics.gauge(LAG, Tags.of("topic", "evently_events"), new AtomicInteger());

        assertThat(metrics.get(LAG).gauges())
                .singleElement()
                .satisfies(gauge -> assertThat(gauge.getId().getTag("topic")).isEqualTo("evently.events"));
    }

    @Test
    void keepsConnectionsAndDropsWhatNobodyLooksAt() {
        metrics.gauge("kafka.consumer.connection.count", new AtomicInteger());
        metrics.gauge("kafka.consumer.io.ratio", new AtomicInteger());
        metrics.counter("evently.holds");

        assertThat(metrics.getMeters())
                .extracting(meter -> meter.getId().getName())
                .containsExactlyInAnyOrder("kafka.consumer.connection.count", "evently.holds");
    }
}
