package dev.evently.analytics.catalogue;

import java.util.UUID;

/** What this service reads of {@code EventCancelled}. */
record EventCancellation(UUID eventId, long version, UUID organizerId, String title) {}
