package dev.evently.waitlist.catalogue;

import java.time.Instant;
import java.util.UUID;

/** What this service reads of {@code EventCancelled}. */
record EventCancellation(UUID eventId, long version, Instant startsAt) {}
