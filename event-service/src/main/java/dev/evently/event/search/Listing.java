package dev.evently.event.search;

import dev.evently.event.venue.Venue;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What lists know of an event.
 *
 * @param status the name of its state; the public finds {@code PUBLISHED} only
 * @param description searched, not shown
 * @param fromPrice the price of the cheapest product in minor units; empty while there is none
 */
public record Listing(
        UUID eventId,
        UUID organizerId,
        String status,
        String title,
        String description,
        String category,
        @Nullable Venue venue,
        Instant startsAt,
        Instant endsAt,
        String timezone,
        String currency,
        OptionalLong fromPrice) {}
