package dev.evently.platform.messaging;

import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** The W3C trace context as it is carried beside a request or a record, and in the logging context between the two. */
public final class TraceHeader {

    static final String NAME = "traceparent";

    private TraceHeader() {}

    /** The trace context of what the calling thread works for. */
    public static @Nullable String current() {
        return MDC.get(NAME);
    }
}
