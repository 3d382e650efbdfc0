package dev.evently.platform.messaging;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A fact for other services and teams, described by a schema in {@code contracts}.
 *
 * @param topic one of {@link Topics}
 * @param key the record key; records of one key keep their order
 * @param type the CloudEvents type, such as {@code dev.evently.booking.BookingCreated.v1}
 * @param subject the id of the aggregate it is about
 * @param data the body, written as JSON
 * @param traceparent the W3C trace context of what caused it
 */
public record IntegrationEvent(
        String topic,
        String key,
        String type,
        String subject,
        Object data,
        @Nullable String traceparent) {

    public IntegrationEvent {
        Objects.requireNonNull(topic);
        Objects.requireNonNull(key);
        Objects.requireNonNull(type);
        Objects.requireNonNull(subject);
        Objects.requireNonNull(data);
    }

    /** A fact caused by what the calling thread works for. */
    public IntegrationEvent(String topic, String key, String type, String subject, Object data) {
        this(topic, key, type, subject, data, TraceHeader.current());
    }

    /** The same fact, caused by somebody else's request. */
    public IntegrationEvent inTrace(@Nullable String other) {
        return new IntegrationEvent(topic, key, type, subject, data, other);
    }
}
