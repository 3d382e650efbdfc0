package dev.evently.notification.source;

import dev.evently.notification.feed.Effect;
import dev.evently.notification.feed.Notice;
import io.cloudevents.CloudEvent;
import java.time.OffsetDateTime;
import java.util.UUID;

/** Makes effects out of records. */
final class Effects {

    private Effects() {}

    /**
     * The effect of a record on a user.
     *
     * @throws IllegalArgumentException when the record does not say when it happened
     */
    static Effect of(CloudEvent event, UUID userId, Notice notice) {
        OffsetDateTime time = event.getTime();
        if (time == null) {
            throw new IllegalArgumentException("Event %s has no time".formatted(event.getId()));
        }
        return new Effect(event.getId(), userId, time.toInstant(), notice);
    }
}
