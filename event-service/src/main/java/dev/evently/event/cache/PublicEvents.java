package dev.evently.event.cache;

import java.util.UUID;

/** The database behind the cache. */
public interface PublicEvents {

    /** Reads an event as the public may see it, which does not see drafts. */
    PublicAnswer read(UUID eventId);
}
