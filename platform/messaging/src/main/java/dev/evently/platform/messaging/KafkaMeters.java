package dev.evently.platform.messaging;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what somebody looks at of the hundred and more meters that each Kafka client brings, some of them for every
 * partition, and for a topic with a dot in its name a second time under a name with underscores.
 */
final class KafkaMeters implements MeterFilter {

    private static final Set<String> KEPT = Set.of(
            "kafka.consumer.connection.count",
            "kafka.consumer.coordinator.assigned.partitions",
            "kafka.consumer.coordinator.rebalance.total",
            "kafka.consumer.fetch.manager.records.consumed.total",
            "kafka.consumer.fetch.manager.records.lag",
            "kafka.consumer.last.poll.seconds.ago");

    @Override
    public MeterFilterReply accept(Meter.Id id) {
        String name = id.getName();
        if (!name.startsWith("kafka.")) {
            return MeterFilterReply.NEUTRAL;
        }
        return KEPT.contains(name) && !isAlias(id.getTag("topic")) ? MeterFilterReply.NEUTRAL : MeterFilterReply.DENY;
    }

    /** Every topic of ours has a dot in its name. */
    private static boolean isAlias(@Nullable String topic) {
        return topic != null && topic.indexOf('.') < 0;
    }
}
