package dev.evently.booking.booking;

import java.util.UUID;

/** The id of one item of a booking: one place, one ticket. */
public record ItemId(UUID value) {}
