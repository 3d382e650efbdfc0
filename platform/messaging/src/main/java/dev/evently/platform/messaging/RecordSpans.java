package dev.evently.platform.messaging;

import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One span for each record of those that have their effect together, each in the trace of its record; what the effect itself
 * does is in their trace if they have one in common, and otherwise in that of whoever calls, whose span they are linked with.
 * Names and attributes by OpenTelemetry's semantic conventions for messaging.
 */
final class RecordSpans {

    private static final String BOOKING_ID = "evently.booking_id";
    private static final String EVENT_ID = "evently.event_id";
    private static final AttributeKey<String> ERROR_TYPE = AttributeKey.stringKey("error.type");

    private RecordSpans() {}

    /** Gives events their effect. Each comes with its trace, which {@link TraceHeader#of(CloudEvent)} tells. */
    static void during(List<ConsumerRecord<String, CloudEvent>> records, Consumer<List<CloudEvent>> effect) {
        List<Span> spans = records.stream().map(RecordSpans::begin).toList();
        try (Scope _ = areOfOneTrace(spans) ? spans.getFirst().makeCurrent() : Scope.noop()) {
            List<CloudEvent> events = new ArrayList<>(records.size());
            for (int n = 0; n < spans.size(); n++) {
                events.add(inTrace(records.get(n), spans.get(n)));
            }
            effect.accept(events);
        } catch (RuntimeException e) {
            spans.forEach(span -> fail(span, e));
            throw e;
        } finally {
            spans.forEach(Span::end);
        }
    }

    /** Begins the span of one record; whoever calls ends it. */
    static Span begin(ConsumerRecord<?, ?> record) {
        Span span = GlobalOpenTelemetry.getTracer("dev.evently.messaging")
                .spanBuilder("process " + record.topic())
                .setSpanKind(SpanKind.CONSUMER)
                .setParent(TraceHeader.context(TraceHeader.of(record)))
                .addLink(Span.current().getSpanContext())
                .setAttribute("messaging.system", "kafka")
                .setAttribute("messaging.operation.name", "process")
                .setAttribute("messaging.operation.type", "process")
                .setAttribute("messaging.destination.name", record.topic())
                .setAttribute("messaging.destination.partition.id", Integer.toString(record.partition()))
                .setAttribute("messaging.kafka.offset", record.offset())
                .startSpan();
        describe(span, record.value());
        return span;
    }

    static void fail(Span span, Exception failure) {
        span.setStatus(StatusCode.ERROR)
                .setAttribute(ERROR_TYPE, failure.getClass().getName());
    }

    private static boolean areOfOneTrace(List<Span> spans) {
        return spans.stream()
                        .map(span -> span.getSpanContext().getTraceId())
                        .distinct()
                        .count()
                == 1;
    }

    /** The event with its trace as the extension that CloudEvents has for it. */
    private static CloudEvent inTrace(ConsumerRecord<String, CloudEvent> record, Span span) {
        String traceparent = span.isRecording() ? TraceHeader.of(span.getSpanContext()) : TraceHeader.of(record);
        return traceparent == null
                ? record.value()
                : CloudEventBuilder.v1(record.value())
                        .withExtension(TraceHeader.NAME, traceparent)
                        .build();
    }

    /** Says what a record is about, as far as its event tells it by id. */
    private static void describe(Span span, @Nullable Object what) {
        if (!span.isRecording() || !(what instanceof CloudEvent event)) {
            return;
        }
        span.setAttribute("cloudevents.event_id", event.getId());
        span.setAttribute("cloudevents.event_type", event.getType());
        if (event.getData() != null) {
            JsonNode data = EventData.read(event, JsonNode.class);
            describe(span, EVENT_ID, data.path("eventId").asString(null));
            describe(span, BOOKING_ID, data.path("bookingId").asString(null));
        }
    }

    private static void describe(Span span, String attribute, @Nullable String id) {
        if (id != null && isId(id)) {
            span.setAttribute(attribute, id);
        }
    }

    private static boolean isId(String text) {
        try {
            return UUID.fromString(text).toString().equals(text);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
