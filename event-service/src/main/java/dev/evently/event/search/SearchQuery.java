package dev.evently.event.search;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is looked for; whatever is null does not matter.
 *
 * @param text words as a person types them into a search engine: all must occur, {@code "…"} in a row, {@code -} not,
 *     {@code or} either
 * @param category folded
 * @param city folded
 * @param from the earliest start, inclusive
 * @param to the latest start, exclusive
 * @param minPrice bounds the price of the cheapest product, in minor units, inclusive
 * @param maxPrice as {@code minPrice}
 * @param status the name of a state
 */
record SearchQuery(
        @Nullable String text,
        @Nullable String category,
        @Nullable String city,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable Circle near,
        @Nullable Long minPrice,
        @Nullable Long maxPrice,
        @Nullable String currency,
        @Nullable UUID organizerId,
        @Nullable String status,
        Sort sort) {

    /**
     * A circle on the ground.
     *
     * @param latitude of its centre, degrees north
     * @param longitude of its centre, degrees east
     * @param radiusKm along the ground
     */
    record Circle(double latitude, double longitude, double radiusKm) {}
}
