package dev.evently.platform.messaging;

import io.cloudevents.CloudEvent;
import io.opentelemetry.api.trace.Span;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.kafka.listener.RecordInterceptor;

/**
 * Carries the trace of a record into the logging context while it is handled, and so into what it causes, as OpenTelemetry's
 * agent does where it is attached; and tells the agent's span what the record is about.
 */
final class TraceInterceptor implements RecordInterceptor<String, CloudEvent> {

    private static final String TRACE_ID = "trace.id";

    @Override
    public ConsumerRecord<String, CloudEvent> intercept(
            ConsumerRecord<String, CloudEvent> record, Consumer<String, CloudEvent> consumer) {
        if (!Span.current().getSpanContext().isValid()) {
            log(TraceHeader.of(record));
        }
        RecordSpans.describe(Span.current(), record);
        return record;
    }

    @Override
    public void afterRecord(ConsumerRecord<String, CloudEvent> record, Consumer<String, CloudEvent> consumer) {
        MDC.remove(TraceHeader.NAME);
        MDC.remove(TRACE_ID);
    }

    private static void log(@Nullable String traceparent) {
        if (traceparent != null) {
            MDC.put(TraceHeader.NAME, traceparent);
            String traceId = Span.fromContext(TraceHeader.context(traceparent))
                    .getSpanContext()
                    .getTraceId();
            MDC.put(TRACE_ID, traceId);
        }
    }
}
