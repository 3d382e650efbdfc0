package dev.evently.booking.combining;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.context.Scope;
import java.util.List;
import java.util.function.Supplier;

/**
 * The span of what requests do together. It is in the trace of the request that leads them; the others and it are linked, each
 * with the other. What one request does alone has no such span: its statements are in its own trace.
 */
final class RoundSpan {

    private RoundSpan() {}

    /** @param requests the span of each request */
    static <A> A during(List<Span> requests, Supplier<A> work) {
        if (requests.size() == 1 || requests.stream().noneMatch(Span::isRecording)) {
            return work.get();
        }
        SpanBuilder builder = GlobalOpenTelemetry.getTracer("dev.evently.booking")
                .spanBuilder("combined round")
                .setAttribute("evently.round_size", requests.size());
        requests.forEach(request -> builder.addLink(request.getSpanContext()));
        Span round = builder.startSpan();
        requests.forEach(request -> request.addLink(round.getSpanContext()));
        try (Scope _ = round.makeCurrent()) {
            return work.get();
        } finally {
            round.end();
        }
    }
}
