package dev.evently.platform.messaging;

import io.cloudevents.CloudEvent;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * The W3C trace context as it is carried beside a request, a record or a row. Between them it is that of the span at work,
 * where OpenTelemetry's agent is attached; without an agent the logging context, or a span that records nothing, hands it on
 * as it came.
 */
public final class TraceHeader {

    static final String NAME = "traceparent";

    private static final TextMapGetter<String> AS_IT_IS = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(String traceparent) {
            return List.of(NAME);
        }

        @Override
        public @Nullable String get(@Nullable String traceparent, String key) {
            return key.equals(NAME) ? traceparent : null;
        }
    };

    private TraceHeader() {}

    /** The trace context of what the calling thread works for. */
    public static @Nullable String current() {
        SpanContext span = Span.current().getSpanContext();
        return span.isValid() ? of(span) : MDC.get(NAME);
    }

    /**
     * The trace context in which an event that {@link PolledEvents} or a listener hands over is given its effect.
     *
     * @return null for one that belongs to no trace
     */
    public static @Nullable String of(CloudEvent event) {
        Object carried = event.getExtension(NAME);
        return carried == null ? current() : carried.toString();
    }

    /** What goes on in a trace context that was carried; in none when there is nothing to be read. */
    public static Context context(@Nullable String traceparent) {
        return W3CTraceContextPropagator.getInstance().extract(Context.root(), traceparent, AS_IT_IS);
    }

    /** Work in it is not recorded, nor what that causes elsewhere. */
    public static Context unrecorded() {
        return Context.root()
                .with(Span.wrap(SpanContext.createFromRemoteParent(
                        "0000000000000000000000000000000f",
                        "000000000000000f",
                        TraceFlags.getDefault(),
                        TraceState.getDefault())));
    }

    static String of(SpanContext span) {
        return "00-" + span.getTraceId() + "-" + span.getSpanId() + "-"
                + span.getTraceFlags().asHex();
    }

    static @Nullable String of(ConsumerRecord<?, ?> record) {
        Header header = record.headers().lastHeader(NAME);
        return header == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }
}
