package dev.evently.waitlist.line;

import java.util.UUID;

/** One line: everybody who waits for one product of one event. */
public record LineId(UUID eventId, UUID productId) {}
