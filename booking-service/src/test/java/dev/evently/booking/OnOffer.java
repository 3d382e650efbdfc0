package dev.evently.booking;

import dev.evently.booking.seat.SeatLayout;
import dev.evently.booking.seat.SeatingPlan;
import dev.evently.booking.sharding.Bucket;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event as the event service describes it, for tests to vary.
 *
 * @param products the products, each with a quota of its own unless it names others or sells the seats of a category
 * @param hall its numbered seats; null for none
 */
public record OnOffer(
        UUID id,
        long version,
        UUID organizerId,
        Instant startsAt,
        List<ProductOnOffer> products,
        @Nullable SeatingPlan hall) {

    /**
     * A product.
     *
     * @param quotaIds quotas of other products it draws from; null for one of its own
     */
    public record ProductOnOffer(
            UUID id,
            UUID ownQuota,
            long price,
            int capacity,
            int maxPerBooking,
            @Nullable List<UUID> quotaIds,
            @Nullable String seatCategory) {

        public static ProductOnOffer of(int capacity) {
            return new ProductOnOffer(UUID.randomUUID(), UUID.randomUUID(), 4_500, capacity, 10, null, null);
        }

        /** Sells the seats of a category. */
        public static ProductOnOffer ofSeats(String category) {
            return new ProductOnOffer(UUID.randomUUID(), UUID.randomUUID(), 4_500, 1, 10, null, category);
        }

        public ProductOnOffer at(long newPrice) {
            return new ProductOnOffer(id, ownQuota, newPrice, capacity, maxPerBooking, quotaIds, seatCategory);
        }

        public ProductOnOffer atMost(int places) {
            return new ProductOnOffer(id, ownQuota, price, capacity, places, quotaIds, seatCategory);
        }

        public ProductOnOffer withCapacity(int places) {
            return new ProductOnOffer(id, ownQuota, price, places, maxPerBooking, quotaIds, seatCategory);
        }

        public ProductOnOffer drawingFrom(List<UUID> quotas) {
            return new ProductOnOffer(id, ownQuota, price, capacity, maxPerBooking, quotas, seatCategory);
        }

        List<UUID> quotas() {
            return quotaIds == null ? List.of(ownQuota) : quotaIds;
        }
    }

    public static OnOffer with(ProductOnOffer... products) {
        Instant startsAt = Instant.now().plus(90, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);
        return new OnOffer(UUID.randomUUID(), 1, UUID.randomUUID(), startsAt, List.of(products), null);
    }

    /** An event whose bucket is the given one. */
    public static OnOffer in(Bucket bucket, ProductOnOffer... products) {
        OnOffer offer = with(products);
        while (!Bucket.ofEvent(offer.id()).equals(bucket)) {
            offer = new OnOffer(UUID.randomUUID(), 1, offer.organizerId(), offer.startsAt(), offer.products(), null);
        }
        return offer;
    }

    public OnOffer version(long newVersion) {
        return new OnOffer(id, newVersion, organizerId, startsAt, products, hall);
    }

    public OnOffer selling(ProductOnOffer... newProducts) {
        return new OnOffer(id, version + 1, organizerId, startsAt, List.of(newProducts), hall);
    }

    public OnOffer startingAt(Instant start) {
        return new OnOffer(id, version, organizerId, start, products, hall);
    }

    /** The same with numbered seats. */
    public OnOffer seatedIn(SeatingPlan newHall) {
        return new OnOffer(id, version, organizerId, startsAt, products, newHall);
    }

    public SeatLayout layout() {
        return SeatLayout.of(id, Objects.requireNonNull(hall));
    }

    public ProductOnOffer product() {
        return products.getFirst();
    }

    /** The body of {@code EventPublished} and {@code EventUpdated}. */
    public Map<String, @Nullable Object> data() {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("eventId", id);
        data.put("version", version);
        data.put("organizerId", organizerId);
        data.put("title", "Northern Lights Orchestra");
        data.put("category", "concert");
        data.put("venue", null);
        data.put("startsAt", startsAt.toString());
        data.put("endsAt", startsAt.plus(3, ChronoUnit.HOURS).toString());
        data.put("timezone", "Europe/Berlin");
        data.put("currency", "EUR");
        List<Object> wireProducts = new ArrayList<>();
        List<Object> quotas = new ArrayList<>();
        for (ProductOnOffer product : products) {
            wireProducts.add(Map.of(
                    "id", product.id(),
                    "name", "Standing",
                    "price", product.price(),
                    "capacity", product.capacity(),
                    "maxPerBooking", product.maxPerBooking(),
                    "quotaIds", quotasOf(product),
                    "seatCategory", Optional.ofNullable(product.seatCategory())));
            if (product.quotaIds() == null && product.seatCategory() == null) {
                quotas.add(Map.of("id", product.ownQuota(), "name", "Standing", "capacity", product.capacity()));
            }
        }
        data.put("products", wireProducts);
        data.put("quotas", quotas);
        if (hall != null) {
            SeatLayout layout = layout();
            products.stream()
                    .map(ProductOnOffer::seatCategory)
                    .filter(Objects::nonNull)
                    .distinct()
                    .map(category -> SeatLayout.quotaOf(id, category))
                    .forEach(quota ->
                            quotas.add(Map.of("id", quota, "name", "Seats", "capacity", layout.countOf(quota))));
            data.put("seating", Halls.published(hall, layout));
        }
        return data;
    }

    private List<UUID> quotasOf(ProductOnOffer product) {
        return product.seatCategory() == null
                ? product.quotas()
                : List.of(SeatLayout.quotaOf(id, product.seatCategory()));
    }

    /** The body of {@code EventCancelled}. */
    Map<String, Object> cancellation() {
        return Map.of(
                "eventId",
                id,
                "version",
                version + 1,
                "organizerId",
                organizerId,
                "title",
                "Northern Lights Orchestra",
                "startsAt",
                startsAt.toString(),
                "cancelledAt",
                Instant.now().toString());
    }
}
