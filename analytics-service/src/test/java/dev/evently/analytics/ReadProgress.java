package dev.evently.analytics;

import dev.evently.platform.messaging.Topics;
import dev.evently.testing.servers.TestServers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** How far the service has read its topics. */
public final class ReadProgress implements AutoCloseable {

    private static final String GROUP = "analytics-service";
    private static final List<String> TOPICS = List.of(Topics.EVENTS, Topics.BOOKINGS, Topics.PAYMENTS);

    private final Admin kafka = Admin.create(Map.<String, Object>of(
            AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, TestServers.shared().kafkaBootstrapServers()));

    /** Whether everything that is on the topics by now has had its effect. */
    public boolean isAtTheEnd() throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetAndMetadata> read = kafka.listConsumerGroupOffsets(GROUP)
                .partitionsToOffsetAndMetadata()
                .get();
        for (Map.Entry<TopicPartition, Long> end : ends().entrySet()) {
            OffsetAndMetadata position = read.get(end.getKey());
            if (end.getValue() > (position == null ? 0 : position.offset())) {
                return false;
            }
        }
        return true;
    }

    /** Makes the service read everything again, once its consumers have left the group. */
    public void returnToTheStart() throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetAndMetadata> start = new HashMap<>();
        ends().keySet().forEach(partition -> start.put(partition, new OffsetAndMetadata(0)));
        kafka.alterConsumerGroupOffsets(GROUP, start).all().get();
    }

    private Map<TopicPartition, Long> ends() throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        kafka.describeTopics(TOPICS)
                .allTopicNames()
                .get()
                .values()
                .forEach(topic -> topic.partitions()
                        .forEach(partition -> latest.put(
                                new TopicPartition(topic.name(), partition.partition()), OffsetSpec.latest())));
        Map<TopicPartition, Long> ends = new HashMap<>();
        kafka.listOffsets(latest).all().get().forEach((partition, end) -> ends.put(partition, end.offset()));
        return ends;
    }

    @Override
    public void close() {
        kafka.close();
    }
}
