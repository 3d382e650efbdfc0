package dev.evently.waitlist.line;

import java.time.Instant;
import java.util.UUID;

/** Places taken from sale for one person until they are paid or the hold expires: the booking that an offer is. */
public record Hold(UUID bookingId, Instant expiresAt) {}
