package dev.evently.event.catalogue;

import dev.evently.event.constraint.CurrencyCode;
import dev.evently.event.constraint.Key;
import dev.evently.event.constraint.SingleLine;
import dev.evently.event.constraint.TimeZoneName;
import dev.evently.event.venue.Venue;
import dev.evently.platform.id.Ids;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an organizer wants an event to be: the body of a creation and of a replacement, and what a merge patch is applied
 * to. Members of an event that are not here are the service's to say and are passed over.
 *
 * @param maxPerBuyer see {@link EventDetails}
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
        @Size(max = Product.MAX_PRODUCTS) List<@NotNull @Valid ProductPlan> products,
        @Size(max = Quota.MAX_QUOTAS) List<@NotNull @Valid QuotaPlan> quotas,
        @Nullable UUID seatingPlanId,
        @Min(1) @Nullable Integer seatingPlanVersion,
        @Min(1) @Max(EventDetails.MAX_PER_BUYER) @Nullable Integer maxPerBuyer) {

    /**
     * What an organizer wants a product to be.
     *
     * @param id the product it is already, or null for a new one
     * @param capacity the capacity of its own quota; a product that shares quotas or sells seats has what these leave it
     * @param quotas the keys of the quotas it shares; without any, and without seats, it has a quota of its own
     * @param seatCategory the category of the seating plan whose seats it sells
     */
    record ProductPlan(
            @Nullable UUID id,
            @NotNull @SingleLine @Size(max = 100) String name,
            @NotNull @Min(0) @Max(Product.MAX_PRICE) Long price,
            @Min(1) @Max(Quota.MAX_CAPACITY) @Nullable Integer capacity,
            @NotNull @Min(1) @Max(Product.MAX_PER_BOOKING) Integer maxPerBooking,
            @Size(max = Product.MAX_SHARED) List<@NotNull String> quotas,
            @Nullable String seatCategory) {

        ProductPlan(
                @Nullable UUID id,
                String name,
                Long price,
                @Nullable Integer capacity,
                Integer maxPerBooking,
                @Nullable List<String> quotas,
                @Nullable String seatCategory) {
            this.id = id;
            this.name = name;
            this.price = price;
            this.capacity = capacity;
            this.maxPerBooking = maxPerBooking;
            this.quotas = quotas == null ? List.of() : upTo(Product.MAX_SHARED, quotas);
            this.seatCategory = seatCategory;
        }

        boolean hasOwnQuota() {
            return quotas.isEmpty() && seatCategory == null;
        }

        /** The capacity it comes to, or null when the plan does not tell. */
        @Nullable
        Integer capacityWithin(List<QuotaPlan> declared, Map<String, Integer> seats) {
            return hasOwnQuota()
                    ? capacity
                    : Stream.concat(
                                    declared.stream()
                                            .filter(quota -> quotas.contains(quota.key()))
                                            .map(QuotaPlan::capacity),
                                    Stream.ofNullable(seatCategory == null ? null : seats.get(seatCategory)))
                            .min(Comparator.naturalOrder())
                            .orElse(null);
        }

        /** The product, with the ids it has had so far. */
        private Product product(Map<UUID, Product> present, List<QuotaPlan> declared, Map<String, Integer> seats) {
            Product known = id == null ? null : present.get(id);
            UUID quotaId = known == null ? null : known.ownQuotaId();
            return new Product(
                    known == null ? Ids.next() : known.id(),
                    hasOwnQuota() ? Objects.requireNonNullElseGet(quotaId, Ids::next) : null,
                    name,
                    price,
                    Objects.requireNonNull(capacityWithin(declared, seats)),
                    maxPerBooking,
                    declared.stream()
                            .map(QuotaPlan::key)
                            .filter(quotas::contains)
                            .toList(),
                    seatCategory);
        }

        static ProductPlan of(Product product) {
            return new ProductPlan(
                    product.id(),
                    product.name(),
                    product.price(),
                    product.ownQuotaId() == null ? null : product.capacity(),
                    product.maxPerBooking(),
                    product.quotas(),
                    product.seatCategory());
        }
    }

    /**
     * What an organizer wants a shared quota to be.
     *
     * @param key what it is called in products; it stays the same quota for as long as it keeps its key
     */
    record QuotaPlan(
            @NotNull @Pattern(regexp = Key.PATTERN, message = Key.MESSAGE)
            String key,

            @NotNull @SingleLine @Size(max = 100) String name,
            @NotNull @Min(1) @Max(Quota.MAX_CAPACITY) Integer capacity) {

        private Quota quota(Map<String, UUID> present) {
            UUID known = present.get(key);
            return new Quota(known == null ? Ids.next() : known, key, name, capacity);
        }

        static QuotaPlan of(Quota quota) {
            return new QuotaPlan(quota.key(), quota.name(), quota.capacity());
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
            @Nullable List<ProductPlan> products,
            @Nullable List<QuotaPlan> quotas,
            @Nullable UUID seatingPlanId,
            @Nullable Integer seatingPlanVersion,
            @Nullable Integer maxPerBuyer) {
        this.organizerId = organizerId;
        this.venueId = venueId;
        this.title = title;
        this.description = description == null ? "" : description;
        this.category = category;
        this.startsAt = inMicros(startsAt);
        this.endsAt = inMicros(endsAt);
        this.timezone = timezone;
        this.currency = currency;
        this.products = products == null ? List.of() : upTo(Product.MAX_PRODUCTS, products);
        this.quotas = quotas == null ? List.of() : upTo(Quota.MAX_QUOTAS, quotas);
        this.seatingPlanId = seatingPlanId;
        this.seatingPlanVersion = seatingPlanVersion;
        this.maxPerBuyer = maxPerBuyer;
    }

    static EventPlan of(Event event) {
        EventDetails details = event.details();
        Venue venue = details.venue();
        Seating seating = details.seating();
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
                details.products().stream().map(ProductPlan::of).toList(),
                details.quotas().stream().map(QuotaPlan::of).toList(),
                seating == null ? null : seating.planId(),
                seating == null ? null : seating.version(),
                details.maxPerBuyer());
    }

    /** The seating plan it names. */
    @Nullable
    Seating seating() {
        return seatingPlanId == null ? null : new Seating(seatingPlanId, seatingPlanVersion);
    }

    /**
     * What the plan makes of an event, once the rules allow it.
     *
     * @param present what the event is so far, or null when it is new
     */
    EventDetails details(Premises premises, @Nullable EventDetails present) {
        Map<UUID, Product> productsById = present == null
                ? Map.of()
                : present.products().stream().collect(Collectors.toMap(Product::id, Function.identity()));
        Map<String, UUID> quotaIds =
                present == null ? Map.of() : present.quotas().stream().collect(Collectors.toMap(Quota::key, Quota::id));
        return new EventDetails(
                title,
                description,
                category,
                premises.venue(),
                startsAt,
                endsAt,
                timezone,
                currency,
                products.stream()
                        .map(product -> product.product(productsById, quotas, premises.seatsByCategory()))
                        .toList(),
                quotas.stream().map(quota -> quota.quota(quotaIds)).toList(),
                premises.seating(),
                maxPerBuyer);
    }

    /** A time that is missing stays so until the plan is validated. */
    @SuppressWarnings("NullAway")
    private static Instant inMicros(@Nullable Instant time) {
        return time == null ? null : time.truncatedTo(ChronoUnit.MICROS);
    }

    /** One too many is refused like a hundred thousand, without as many messages. */
    private static <T> List<T> upTo(int most, List<T> sent) {
        return sent.subList(0, Math.min(sent.size(), most + 1));
    }
}
