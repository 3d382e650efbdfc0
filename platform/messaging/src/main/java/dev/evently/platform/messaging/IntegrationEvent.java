package dev.evently.platform.messaging;

import java.util.Objects;

/**
 * A fact for other services and teams, described by a schema in {@code contracts}.
 *
 * @param topic one of {@link Topics}
 * @param key the record key; records of one key keep their order
 * @param type the CloudEvents type, such as {@code dev.evently.booking.BookingCreated.v1}
 * @param subject the id of the aggregate it is about
 * @param data the body, written as JSON
 */
public record IntegrationEvent(String topic, String key, String type, String subject, Object data) {

    public IntegrationEvent {
        Objects.requireNonNull(topic);
        Objects.requireNonNull(key);
        Objects.requireNonNull(type);
        Objects.requireNonNull(subject);
        Objects.requireNonNull(data);
    }
}
