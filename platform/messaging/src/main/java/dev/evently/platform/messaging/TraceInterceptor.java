package dev.evently.platform.messaging;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Scope;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.kafka.listener.RecordInterceptor;

/**
 * Puts what a listener does with a record into the trace of that record, as {@link PolledEvents} does for many; and its
 * trace id into the logging context, as OpenTelemetry's agent does where it is attached.
 */
final class TraceInterceptor implements RecordInterceptor<Object, Object> {

    private static final String TRACE_ID = "trace.id";

    private static final ThreadLocal<@Nullable Handling> HANDLING = new ThreadLocal<>();

    /** A record that the thread is HANDLING. */
    private record Handling(Span span, Scope scope) {

        @SuppressWarnings("MustBeClosedChecker") // afterRecord closes it
        static Handling begin(ConsumerRecord<Object, Object> record) {
            Span span = RecordSpans.begin(record);
            return new Handling(span, span.makeCurrent());
        }

        void end() {
            scope.close();
            span.end();
        }
    }

    @Override
    public ConsumerRecord<Object, Object> intercept(
            ConsumerRecord<Object, Object> record, Consumer<Object, Object> consumer) {
        Handling begun = Handling.begin(record);
        HANDLING.set(begun);
        SpanContext trace = begun.span().getSpanContext();
        if (trace.isValid() && !begun.span().isRecording()) {
            MDC.put(TRACE_ID, trace.getTraceId());
        }
        return record;
    }

    @Override
    public void failure(ConsumerRecord<Object, Object> record, Exception failure, Consumer<Object, Object> consumer) {
        Handling failed = HANDLING.get();
        if (failed != null) {
            RecordSpans.fail(failed.span(), failure);
        }
    }

    @Override
    public void afterRecord(ConsumerRecord<Object, Object> record, Consumer<Object, Object> consumer) {
        MDC.remove(TRACE_ID);
        Handling done = HANDLING.get();
        if (done != null) {
            HANDLING.remove();
            done.end();
        }
    }
}
