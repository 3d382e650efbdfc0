package dev.evently.event.cache;

import java.util.UUID;

/** What the public sees of an event is another thing, once the running transaction commits. */
public record EventChanged(UUID eventId, long version) {}
