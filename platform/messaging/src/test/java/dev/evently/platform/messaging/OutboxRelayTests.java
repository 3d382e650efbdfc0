package dev.evently.platform.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class OutboxRelayTests {

    private static final URI SOURCE = URI.create("/test");

    @Test
    void rowThatKafkaDidNotTakeHoldsBackThoseAfterIt() {
        Refusing kafka = new Refusing(2, new TimeoutException("no metadata"));

        Map<OutboxRow, Future<RecordMetadata>> sent = OutboxRelay.send(rows(), kafka, SOURCE);

        assertThat(kafka.history()).extracting(ProducerRecord::key).containsExactly("key-1");
        assertThat(sent.keySet()).extracting(OutboxRow::position).containsExactly(1L, 2L);
    }

    @Test
    void rowThatKafkaWillNeverTakeHoldsNobodyBack() {
        Refusing kafka = new Refusing(2, new RecordTooLargeException("too large"));

        Map<OutboxRow, Future<RecordMetadata>> sent = OutboxRelay.send(rows(), kafka, SOURCE);

        assertThat(kafka.history()).extracting(ProducerRecord::key).containsExactly("key-1", "key-3");
        assertThat(sent).hasSize(3);
    }

    private static List<OutboxRow> rows() {
        return LongStream.rangeClosed(1, 3)
                .mapToObj(position -> new OutboxRow(
                        0,
                        position,
                        UUID.randomUUID(),
                        Topics.BOOKINGS,
                        "key-" + position,
                        "dev.evently.test.Counted.v1",
                        "key-" + position,
                        OffsetDateTime.parse("2026-01-01T00:00:00Z"),
                        null,
                        "{}"))
                .toList();
    }

    /** Refuses one record as the real producer does, by an answer that has failed already, and takes all others. */
    private static final class Refusing extends MockProducer<String, byte[]> {

        private final RuntimeException reason;
        private int until;

        Refusing(int number, RuntimeException reason) {
            super(true, null, new StringSerializer(), new ByteArraySerializer());
            this.until = number;
            this.reason = reason;
        }

        @Override
        public synchronized Future<RecordMetadata> send(ProducerRecord<String, byte[]> sent) {
            until--;
            return until == 0 ? CompletableFuture.failedFuture(reason) : super.send(sent);
        }
    }
}
