package dev.evently.gateway.tracing;

import io.opentelemetry.api.trace.SpanContext;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.server.ServerWebExchange;

/**
 * The trace of one request, as W3C Trace Context (level 1) writes it.
 *
 * @param id 32 lower-case hexadecimal digits, not all zero
 * @param header the {@code traceparent} that the next service receives
 */
public record Trace(String id, String header) {

    static final String HEADER = "traceparent";

    private static final Pattern TRACEPARENT =
            Pattern.compile("(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}(-.*)?");

    /** The trace of this request; a new one where none has been settled yet. */
    public static Trace of(ServerWebExchange exchange) {
        return (Trace) exchange.getAttributes().computeIfAbsent(Trace.class.getName(), name -> start());
    }

    /** A trace that begins here and is sampled. */
    public static Trace start() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        HexFormat hex = HexFormat.of();
        String id = hex.toHexDigits(random.nextLong()) + hex.toHexDigits(random.nextLong() | 1);
        return new Trace(id, "00-" + id + "-" + hex.toHexDigits(random.nextLong() | 1) + "-01");
    }

    /** The trace of the span at work, which OpenTelemetry's agent has begun. */
    static Trace of(SpanContext span) {
        return new Trace(
                span.getTraceId(),
                "00-" + span.getTraceId() + "-" + span.getSpanId() + "-"
                        + span.getTraceFlags().asHex());
    }

    /** The trace that the client began, or a new one when its header is missing or not valid. */
    static Trace continued(@Nullable String header) {
        if (header != null) {
            Matcher matcher = TRACEPARENT.matcher(header);
            if (matcher.matches()) {
                return new Trace(matcher.group(1), header);
            }
        }
        return start();
    }

    void settle(ServerWebExchange exchange) {
        exchange.getAttributes().put(Trace.class.getName(), this);
    }
}
