package dev.evently.analytics.catalogue;

import java.util.UUID;

/** What this service reads of {@code EventViewsCounted}. */
record ViewCount(UUID eventId, long views) {}
