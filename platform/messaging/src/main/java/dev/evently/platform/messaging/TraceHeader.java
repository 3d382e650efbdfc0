package dev.evently.platform.messaging;

/** The W3C trace context as it is carried beside a request or a record, and in the logging context between the two. */
final class TraceHeader {

    static final String NAME = "traceparent";

    private TraceHeader() {}
}
