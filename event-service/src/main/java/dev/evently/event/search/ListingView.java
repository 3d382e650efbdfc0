package dev.evently.event.search;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event in a list: enough for a card.
 *
 * @param fromPrice the price of the cheapest product, in minor units of the currency; null while there is none
 * @param distanceKm how far it is from where was searched, to 100 m; absent when the search had no place
 */
record ListingView(
        UUID id,
        UUID organizerId,
        String status,
        String title,
        String category,
        Instant startsAt,
        Instant endsAt,
        String timezone,
        @Nullable String city,
        @Nullable VenueView venue,
        @Nullable Long fromPrice,
        String currency,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Double distanceKm) {

    record VenueView(UUID id, String name, String city, String country) {}
}
