package dev.evently.notification.source;

import dev.evently.notification.feed.Effect;
import dev.evently.notification.feed.Notice;
import dev.evently.platform.messaging.TraceHeader;
import io.cloudevents.CloudEvent;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;

/** Reads out of an event of one type what it does to a user, if it does anything. */
@FunctionalInterface
interface EffectReader {

    Optional<Effect> read(CloudEvent event);

    /**
     * The effect of an event on a user.
     *
     * @throws IllegalArgumentException when the event does not say when it happened
     */
    static Effect effect(CloudEvent event, UUID userId, Notice notice) {
        OffsetDateTime time = event.getTime();
        if (time == null) {
            throw new IllegalArgumentException("Event %s has no time".formatted(event.getId()));
        }
        return new Effect(event.getId(), userId, time.toInstant(), notice, TraceHeader.of(event));
    }
}
