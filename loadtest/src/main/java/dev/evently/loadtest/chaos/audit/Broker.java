package dev.evently.loadtest.chaos.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListGroupsOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.StringDeserializer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads Kafka as another team would: with a plain consumer, from the first record. */
final class Broker {
    static final String BOOKINGS = "evently.bookings";
    static final String PAYMENTS = "evently.payments";

    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String DEAD_LETTERS = ".dlt";

    private final String bootstrap;

    Broker(String bootstrap) {
        this.bootstrap = bootstrap;
    }

    /** What was published about these events, in the order of each partition. */
    List<Fact> facts(Set<UUID> events) throws IOException {
        List<Fact> facts = new ArrayList<>();
        for (ConsumerRecord<String, String> record : records(List.of(BOOKINGS, PAYMENTS))) {
            JsonNode data = JSON.readTree(record.value());
            if (events.contains(UUID.fromString(data.path("eventId").asString("")))) {
                facts.add(fact(record, data));
            }
        }
        return facts;
    }

    private static Fact fact(ConsumerRecord<String, String> record, JsonNode data) {
        String type = header(record, "ce_type").replaceFirst("\\.v\\d+$", "");
        return new Fact(
                record.topic(),
                record.partition(),
                record.offset(),
                record.key(),
                header(record, "ce_id"),
                type.substring(type.lastIndexOf('.') + 1),
                header(record, "ce_subject"),
                data.path("bookingId").asString(""));
    }

    /** How many records consumers have put aside because they could not digest them, by topic. */
    Map<String, Long> deadLetters() throws IOException {
        try (KafkaConsumer<String, String> consumer = consumer()) {
            Map<String, Long> dead = new HashMap<>();
            List<TopicPartition> partitions = partitions(
                    consumer,
                    consumer.listTopics(LIMIT).keySet().stream()
                            .filter(topic -> topic.endsWith(DEAD_LETTERS))
                            .toList());
            consumer.endOffsets(partitions, LIMIT).forEach((partition, end) -> {
                if (end > 0) {
                    dead.merge(partition.topic(), end, Long::sum);
                }
            });
            return dead;
        } catch (org.apache.kafka.common.KafkaException e) {
            throw new IOException("Kafka cannot be read: " + e.getMessage(), e);
        }
    }

    /** Records that consumer groups have still to take, by group; those without any are left out. */
    Map<String, Long> lag() throws IOException, InterruptedException {
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap));
                KafkaConsumer<String, String> consumer = consumer()) {
            Map<String, Long> lag = new HashMap<>();
            for (GroupListing group :
                    get(admin.listGroups(ListGroupsOptions.forConsumerGroups()).all())) {
                Map<TopicPartition, OffsetAndMetadata> taken =
                        get(admin.listConsumerGroupOffsets(group.groupId()).partitionsToOffsetAndMetadata());
                Map<TopicPartition, Long> ends = consumer.endOffsets(taken.keySet(), LIMIT);
                long left = taken.entrySet().stream()
                        .mapToLong(entry -> ends.getOrDefault(entry.getKey(), 0L)
                                - entry.getValue().offset())
                        .sum();
                if (left > 0) {
                    lag.put(group.groupId(), left);
                }
            }
            return lag;
        } catch (org.apache.kafka.common.KafkaException e) {
            throw new IOException("Kafka cannot be asked: " + e.getMessage(), e);
        }
    }

    private static <T> T get(KafkaFuture<T> future) throws IOException, InterruptedException {
        try {
            return future.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("Kafka does not answer: " + e.getMessage(), e);
        }
    }

    private List<ConsumerRecord<String, String>> records(List<String> topics) throws IOException {
        List<ConsumerRecord<String, String>> records = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer = consumer()) {
            List<TopicPartition> partitions = partitions(consumer, topics);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, LIMIT);
            long deadline = System.nanoTime() + LIMIT.toNanos();
            Set<TopicPartition> unread = new HashSet<>(partitions);
            while (!unread.isEmpty()) {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
                unread.removeIf(partition -> consumer.position(partition, LIMIT) >= ends.getOrDefault(partition, 0L));
                if (System.nanoTime() > deadline) {
                    throw new IOException("Kafka does not give all of " + unread + " within " + LIMIT);
                }
            }
            return records;
        } catch (org.apache.kafka.common.KafkaException e) {
            throw new IOException("Kafka cannot be read: " + e.getMessage(), e);
        }
    }

    private static List<TopicPartition> partitions(KafkaConsumer<String, String> consumer, List<String> topics) {
        return topics.stream()
                .flatMap(topic -> consumer.partitionsFor(topic, LIMIT).stream())
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
    }

    private KafkaConsumer<String, String> consumer() {
        return new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrap,
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest",
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false),
                new StringDeserializer(),
                new StringDeserializer());
    }

    private static String header(ConsumerRecord<String, String> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), UTF_8);
    }
}
