package dev.evently.notification.feed;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to one user and is to be told once.
 *
 * @param sourceEventId id of the record that told of it; with the user and the notice's type it makes the effect unique
 * @param userId whom it concerns
 * @param occurredAt when it happened
 * @param notice what to tell
 * @param traceparent the W3C trace context of that record, in which telling it goes on; null for none
 */
public record Effect(
        String sourceEventId,
        UUID userId,
        Instant occurredAt,
        Notice notice,
        @Nullable String traceparent) {}
