package dev.evently.analytics.catalogue;

import java.util.UUID;

/** What this service reads of {@code EventPublished} and {@code EventUpdated}. */
record EventDescription(UUID eventId, long version, UUID organizerId, String title, String currency) {}
