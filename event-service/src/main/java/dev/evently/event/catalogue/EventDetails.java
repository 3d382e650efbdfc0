package dev.evently.event.catalogue;

import dev.evently.event.venue.Venue;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What is said and sold of an event.
 *
 * @param venue where it takes place; null while that is open, and for an event held online
 * @param timezone the IANA zone its times are shown in
 * @param currency the ISO 4217 currency of every price
 * @param products what is sold, in the order the organizer gave
 * @param quotas what products share, in the order the organizer gave
 * @param seating the seating plan whose seats products may sell, if any
 * @param maxPerBuyer how many places one buyer may hold and have bought together, over all products and bookings; null for
 *     as many as they like. The smaller of it and a product's limit per booking holds
 */
record EventDetails(
        String title,
        String description,
        String category,
        @Nullable Venue venue,
        Instant startsAt,
        Instant endsAt,
        String timezone,
        String currency,
        List<Product> products,
        List<Quota> quotas,
        @Nullable Seating seating,
        @Nullable Integer maxPerBuyer) {

    /** The highest limit of a buyer. */
    static final int MAX_PER_BUYER = 10_000;

    EventDetails {
        if (!endsAt.isAfter(startsAt)) {
            throw new IllegalArgumentException("an event ends after it starts");
        }
        if (maxPerBuyer != null && (maxPerBuyer < 1 || maxPerBuyer > MAX_PER_BUYER)) {
            throw new IllegalArgumentException("a buyer may have 1 to " + MAX_PER_BUYER + " places");
        }
        products = List.copyOf(products);
        quotas = List.copyOf(quotas);
    }

    /** The price of the cheapest product, in minor units. */
    OptionalLong fromPrice() {
        return products.stream().mapToLong(Product::price).min();
    }
}
