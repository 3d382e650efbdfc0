package dev.evently.platform.messaging;

import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.kafka.KafkaMessageFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** One event that waits in the outbox. */
record OutboxRow(
        int bucket,
        long position,
        UUID eventId,
        String topic,
        String key,
        String type,
        String subject,
        OffsetDateTime occurredAt,
        @Nullable String traceparent,
        String data) {

    static OutboxRow read(ResultSet row, int number) throws SQLException {
        return new OutboxRow(
                row.getInt("bucket"),
                row.getLong("position"),
                row.getObject("event_id", UUID.class),
                row.getString("topic"),
                row.getString("record_key"),
                row.getString("type"),
                row.getString("subject"),
                row.getObject("occurred_at", OffsetDateTime.class),
                row.getString("traceparent"),
                row.getString("data"));
    }

    /** The row as a CloudEvents 1.0 record in binary mode (Kafka protocol binding). */
    ProducerRecord<String, byte[]> toRecord(URI source) {
        CloudEvent event = CloudEventBuilder.v1()
                .withId(eventId.toString())
                .withSource(source)
                .withType(type)
                .withSubject(subject)
                .withTime(occurredAt)
                .withDataContentType("application/json")
                .withData(data.getBytes(StandardCharsets.UTF_8))
                .build();
        ProducerRecord<String, byte[]> record =
                KafkaMessageFactory.<String>createWriter(topic, key).writeBinary(event);
        if (traceparent != null) {
            record.headers().add(TraceHeader.NAME, traceparent.getBytes(StandardCharsets.UTF_8));
        }
        return record;
    }
}
