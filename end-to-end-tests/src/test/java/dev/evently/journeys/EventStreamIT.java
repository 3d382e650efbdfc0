package dev.evently.journeys;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.evently.testing.contracts.Contracts;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;

/** What another team sees that reads Kafka with a plain consumer and knows nothing but the contracts. */
class EventStreamIT {

    private static final String TOPIC = "evently.bookings";
    private static final Duration LIMIT = Duration.ofSeconds(30);

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
            assertThat(header(record, "ce_specversion")).isEqualTo("1.0");
            assertThat(UUID.fromString(header(record, "ce_id"))).isNotNull();
            assertThat(header(record, "ce_source")).contains("booking-service");
            assertThat(OffsetDateTime.parse(header(record, "ce_time"))).isNotNull();
            assertThat(header(record, "ce_subject")).isNotEmpty();
            assertThat(header(record, "content-type")).startsWith("application/json");
            assertThat(header(record, "traceparent")).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");
            Contracts.assertValid(typeOf(record), record.value());
        }
        assertThat(records.stream().map(EventStreamIT::typeOf).toList())
                .containsSubsequence(
                        "dev.evently.booking.BookingCreated.v1", "dev.evently.booking.BookingConfirmed.v1");
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
        return header(record, "ce_type");
    }

    private static String header(ConsumerRecord<?, ?> record, String name) {
        Header header = record.headers().lastHeader(name);
        assertThat(header).as("header %s of %s", name, record).isNotNull();
        return new String(header.value(), UTF_8);
    }
}
