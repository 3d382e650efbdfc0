package dev.evently.booking.booking;

import java.util.UUID;

/** A person who asks for something. */
public record Requester(UUID userId, boolean admin) {}
