package dev.evently.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evently.testing.contracts.Contracts;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;

/** What another team sees that reads Kafka with a plain consumer and knows nothing but the contracts. */
class EventStreamIT {

    private static final String TOPIC = "evently.bookings";
    private static final Duration LIMIT = Duration.ofSeconds(30);

    /** Records of a type that are looked at; a rush sends thousands. */
    private static final int ENOUGH = 100;

    @Test
    void tellsTheLifeOfABooking() {
        Sale sale = Sale.open(3);
        Api buyer = People.buyers(1).getFirst();
        String booking = sale.buy(buyer);
        buyer.post("/bookings/" + booking + "/cancel", Map.of()).expect(200);

        List<ConsumerRecord<String, String>> records = recordsOf(booking, "dev.evently.booking.SeatReleased.v1");

        for (String type : List.of("BookingCreated", "BookingConfirmed", "SeatReleased")) {
            ConsumerRecord<String, String> record = records.stream()
                    .filter(candidate -> typeOf(candidate).equals("dev.evently.booking." + type + ".v1"))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("No " + type + " among " + records));
            assertThat(record.key()).isEqualTo(booking);
            assertThat(PromisedRecord.header(record, "ce_specversion")).isEqualTo("1.0");
            assertThat(UUID.fromString(PromisedRecord.header(record, "ce_id"))).isNotNull();
            assertThat(PromisedRecord.header(record, "ce_source")).contains("booking-service");
            assertThat(OffsetDateTime.parse(PromisedRecord.header(record, "ce_time")))
                    .isNotNull();
            assertThat(PromisedRecord.header(record, "ce_subject")).isNotEmpty();
            assertThat(PromisedRecord.header(record, "content-type")).startsWith("application/json");
            assertThat(PromisedRecord.header(record, "traceparent"))
                    .matches("00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");
            Contracts.assertValid(typeOf(record), record.value());
        }
        assertThat(records.stream().map(EventStreamIT::typeOf).toList())
                .containsSubsequence(
                        "dev.evently.booking.BookingCreated.v1", "dev.evently.booking.BookingConfirmed.v1");
    }

    /** What `docs/events.md` says of keys, headers, subjects and values, held against what has been sent so far. */
    @Test
    void everyRecordIsAsThePromisesHaveIt() {
        Api buyer = People.buyers(1).getFirst();
        String booking = Sale.open(1).buy(buyer);
        recordsOf(booking, "dev.evently.booking.BookingConfirmed.v1");
        Map<String, PromisedRecord> promises = PromisedRecord.all();
        Map<String, Integer> held = new TreeMap<>();

        read(promises.values().stream().map(PromisedRecord::topic).distinct().toList(), record -> {
            String type = typeOf(record);
            assertThat(promises).containsKey(type);
            if (held.merge(type, 1, Integer::sum) <= ENOUGH) {
                Objects.requireNonNull(promises.get(type)).assertKeptBy(record);
            }
        });

        assertThat(held.keySet())
                .contains(
                        "dev.evently.event.EventPublished.v1",
                        "dev.evently.event.OrganizerTeamChanged.v1",
                        "dev.evently.booking.BookingCreated.v1",
                        "dev.evently.booking.BookingConfirmed.v1",
                        "dev.evently.payment.PaymentCaptured.v1",
                        "dev.evently.identity.UserRegistered.v1");
    }

    /** Hands over every record that the topics have by now. */
    private static void read(List<String> topics, Consumer<ConsumerRecord<String, String>> each) {
        Map<String, Object> settings = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, RunningSuite.shared().kafkaBootstrap());
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> partitions = topics.stream()
                    .flatMap(topic -> consumer.partitionsFor(topic).stream())
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            long deadline = System.nanoTime() + LIMIT.toNanos();
            while (partitions.stream()
                    .anyMatch(
                            partition -> consumer.position(partition) < Objects.requireNonNull(ends.get(partition)))) {
                assertThat(System.nanoTime()).isLessThan(deadline);
                consumer.poll(Duration.ofMillis(200)).forEach(each);
            }
        }
    }

    /** Reads the topic from its beginning until a record of this type about the booking has come. */
    private static List<ConsumerRecord<String, String>> recordsOf(String booking, String lastType) {
        Map<String, Object> settings = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, RunningSuite.shared().kafkaBootstrap());
        List<ConsumerRecord<String, String>> found = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(TOPIC).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            long deadline = System.nanoTime() + LIMIT.toNanos();
            while (found.stream().noneMatch(record -> typeOf(record).equals(lastType))) {
                assertThat(System.nanoTime()).as("%s", found).isLessThan(deadline);
                consumer.poll(Duration.ofMillis(200)).forEach(record -> {
                    if (record.value() != null && record.value().contains(booking)) {
                        found.add(record);
                    }
                });
            }
        }
        return found;
    }

    private static String typeOf(ConsumerRecord<?, ?> record) {
        return PromisedRecord.header(record, "ce_type");
    }
}
