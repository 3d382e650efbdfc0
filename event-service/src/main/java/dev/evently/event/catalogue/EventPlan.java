package dev.evently.event.catalogue;

import dev.evently.event.constraint.CurrencyCode;
import dev.evently.event.constraint.SingleLine;
import dev.evently.event.constraint.TimeZoneName;
import dev.evently.event.venue.Venue;
import dev.evently.platform.id.Ids;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What an organizer wants an event to be: the body of a creation and of a replacement, and what a merge patch is applied
 * to. Members of an event that are not here are the service's to say and are passed over.
 */
record EventPlan(
        @NotNull UUID organizerId,
        @Nullable UUID venueId,
        @NotNull @SingleLine @Size(max = 200) String title,
        @Size(max = 10_000) String description,
        @NotNull @SingleLine @Size(max = 64) String category,
        @NotNull Instant startsAt,
        @NotNull Instant endsAt,
        @NotNull @TimeZoneName String timezone,
        @NotNull @CurrencyCode String currency,
        @Size(max = Product.MAX_PRODUCTS) List<@NotNull @Valid ProductPlan> products) {

    /**
     * What an organizer wants a product to be.
     *
     * @param id the product it is already, or null for a new one
     */
    record ProductPlan(
            @Nullable UUID id,
            @NotNull @SingleLine @Size(max = 100) String name,
            @NotNull @Min(0) @Max(Product.MAX_PRICE) Long price,
            @NotNull @Min(1) @Max(Product.MAX_CAPACITY) Integer capacity,
            @NotNull @Min(1) @Max(Product.MAX_PER_BOOKING) Integer maxPerBooking) {

        /** The product, with the ids it has had so far. */
        private Product product(Map<UUID, Product> present) {
            Product known = id == null ? null : present.get(id);
            return new Product(
                    known == null ? Ids.next() : known.id(),
                    known == null ? Ids.next() : known.quotaId(),
                    name,
                    price,
                    capacity,
                    maxPerBooking);
        }

        static ProductPlan of(Product product) {
            return new ProductPlan(
                    product.id(), product.name(), product.price(), product.capacity(), product.maxPerBooking());
        }
    }

    /** Fills in what may be left out, and drops what is finer than the database keeps. */
    EventPlan(
            UUID organizerId,
            @Nullable UUID venueId,
            String title,
            @Nullable String description,
            String category,
            Instant startsAt,
            Instant endsAt,
            String timezone,
            String currency,
            @Nullable List<ProductPlan> products) {
        this.organizerId = organizerId;
        this.venueId = venueId;
        this.title = title;
        this.description = description == null ? "" : description;
        this.category = category;
        this.startsAt = inMicros(startsAt);
        this.endsAt = inMicros(endsAt);
        this.timezone = timezone;
        this.currency = currency;
        this.products = products == null ? List.of() : atMostOneTooMany(products);
    }

    static EventPlan of(Event event) {
        EventDetails details = event.details();
        Venue venue = details.venue();
        return new EventPlan(
                event.head().organizerId(),
                venue == null ? null : venue.id(),
                details.title(),
                details.description(),
                details.category(),
                details.startsAt(),
                details.endsAt(),
                details.timezone(),
                details.currency(),
                details.products().stream().map(ProductPlan::of).toList());
    }

    /** What the plan makes of an event, once the rules allow it. */
    EventDetails details(@Nullable Venue venue, List<Product> present) {
        Map<UUID, Product> presentById = present.stream().collect(Collectors.toMap(Product::id, Function.identity()));
        return new EventDetails(
                title,
                description,
                category,
                venue,
                startsAt,
                endsAt,
                timezone,
                currency,
                products.stream().map(product -> product.product(presentById)).toList());
    }

    /** A time that is missing stays so until the plan is validated. */
    @SuppressWarnings("NullAway")
    private static Instant inMicros(@Nullable Instant time) {
        return time == null ? null : time.truncatedTo(ChronoUnit.MICROS);
    }

    /** One product too many is refused like a hundred thousand, without as many messages. */
    private static List<ProductPlan> atMostOneTooMany(List<ProductPlan> products) {
        return products.subList(0, Math.min(products.size(), Product.MAX_PRODUCTS + 1));
    }
}
