package dev.evently.event.catalogue;

import java.time.Instant;
import java.util.UUID;

/**
 * What an event is known by in every state.
 *
 * @param version 1 for the first draft, one more with each change
 */
record EventHead(UUID id, UUID organizerId, long version, Instant createdAt, Instant updatedAt) {

    static EventHead first(UUID id, UUID organizerId, Instant now) {
        return new EventHead(id, organizerId, 1, now, now);
    }

    EventHead next(Instant now) {
        return new EventHead(id, organizerId, version + 1, createdAt, now);
    }
}
