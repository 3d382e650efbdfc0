package dev.evently.journeys;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.util.HexFormat;
import java.util.List;

/**
 * A span as it was sent.
 *
 * @param service the service that it is of
 */
record SeenSpan(String service, Span span) {

    String traceId() {
        return hex(span.getTraceId());
    }

    String id() {
        return hex(span.getSpanId());
    }

    /** Empty for the first of a trace. */
    String parentId() {
        return hex(span.getParentSpanId());
    }

    /** The value of an attribute as text; empty when it has none. */
    String attribute(String name) {
        return text(span.getAttributesList(), name);
    }

    Span.SpanKind kind() {
        return span.getKind();
    }

    boolean isError() {
        return span.getStatus().getCode() == Status.StatusCode.STATUS_CODE_ERROR;
    }

    boolean isNamed(String name) {
        return span.getName().equals(name);
    }

    /** Whether it was caused, directly or through others of the trace, by that one. */
    boolean isBelow(SeenSpan above, List<SeenSpan> trace) {
        return parentId().equals(above.id())
                || trace.stream()
                        .filter(other -> other.id().equals(parentId()))
                        .anyMatch(parent -> parent.isBelow(above, trace));
    }

    boolean isServer() {
        return kind() == Span.SpanKind.SPAN_KIND_SERVER;
    }

    boolean isClient() {
        return kind() == Span.SpanKind.SPAN_KIND_CLIENT;
    }

    boolean isSql() {
        return isClient()
                && List.of(attribute("db.system"), attribute("db.system.name")).contains("postgresql");
    }

    boolean publishes(String topic) {
        return kind() == Span.SpanKind.SPAN_KIND_PRODUCER
                && attribute("messaging.destination.name").equals(topic);
    }

    private boolean isConsumer() {
        return kind() == Span.SpanKind.SPAN_KIND_CONSUMER;
    }

    boolean processes(String type) {
        return isConsumer() && attribute("cloudevents.event_type").equals(type);
    }

    static String text(List<KeyValue> attributes, String name) {
        return attributes.stream()
                .filter(attribute -> attribute.getKey().equals(name))
                .map(attribute -> text(attribute.getValue()))
                .findFirst()
                .orElse("");
    }

    private static String text(AnyValue value) {
        return switch (value.getValueCase()) {
            case STRING_VALUE -> value.getStringValue();
            case INT_VALUE -> Long.toString(value.getIntValue());
            case BOOL_VALUE -> Boolean.toString(value.getBoolValue());
            default -> value.toString();
        };
    }

    private static String hex(ByteString bytes) {
        return HexFormat.of().formatHex(bytes.toByteArray());
    }

    @Override
    public String toString() {
        return "%s %s %s%s"
                .formatted(service, kind().name().replace("SPAN_KIND_", ""), span.getName(), isError() ? " ERROR" : "");
    }
}
