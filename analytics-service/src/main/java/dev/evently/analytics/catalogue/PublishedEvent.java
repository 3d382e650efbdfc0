package dev.evently.analytics.catalogue;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event that was published.
 *
 * @param currency ISO 4217; null as long as nothing but its cancellation was heard of
 */
public record PublishedEvent(
        UUID id, UUID organizerId, String title, @Nullable String currency) {}
