package dev.evently.platform.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

/** What is carried where no agent is attached, which is as much as the API does by itself. */
class RecordSpansTests {

    private static final String ONE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    private static final String ANOTHER = "00-11111111111111111111111111111111-b7ad6b7169203332-01";

    @Test
    void eachEventIsHandedOnWithItsTrace() {
        List<@Nullable String> carried = new ArrayList<>();

        RecordSpans.during(
                List.of(record(ONE), record(ANOTHER), record(null)),
                events -> events.forEach(event -> carried.add(TraceHeader.of(event))));

        assertThat(carried).containsExactly(ONE, ANOTHER, null);
    }

    @Test
    void whatIsDoneForOneTraceIsDoneInThatTrace() {
        RecordSpans.during(
                List.of(record(ONE), record(ONE)),
                events -> assertThat(TraceHeader.current()).isEqualTo(ONE));
        RecordSpans.during(
                List.of(record(ONE), record(ANOTHER)),
                events -> assertThat(TraceHeader.current()).isNull());
    }

    @Test
    void theSpanAtWorkGoesBeforeTheLoggingContext() {
        try (var _ = MDC.putCloseable("traceparent", ONE)) {
            assertThat(TraceHeader.current()).isEqualTo(ONE);
            try (Scope _ = TraceHeader.context(ANOTHER).makeCurrent()) {
                assertThat(TraceHeader.current()).isEqualTo(ANOTHER);
            }
            try (Scope _ = TraceHeader.context("nonsense").makeCurrent()) {
                assertThat(Span.current().getSpanContext().isValid()).isFalse();
            }
        }
    }

    private static ConsumerRecord<String, CloudEvent> record(@Nullable String traceparent) {
        CloudEvent event = CloudEventBuilder.v1()
                .withId(UUID.randomUUID().toString())
                .withSource(URI.create("/test"))
                .withType("dev.evently.test.Seen.v1")
                .build();
        ConsumerRecord<String, CloudEvent> record = new ConsumerRecord<>(Topics.BOOKINGS, 0, 0, "key", event);
        if (traceparent != null) {
            record.headers().add(TraceHeader.NAME, traceparent.getBytes(StandardCharsets.UTF_8));
        }
        return record;
    }
}
