package dev.evently.booking.inventory.messaging;

import dev.evently.booking.inventory.EventDescription;
import dev.evently.booking.inventory.Product;
import dev.evently.booking.inventory.SaleEvent;
import dev.evently.booking.seat.SeatLayout;
import dev.evently.booking.seat.SeatingPlan;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What this service reads of {@code EventPublished} and {@code EventUpdated}. */
record EventOnOffer(
        UUID eventId,
        long version,
        UUID organizerId,
        String title,
        @Nullable Venue venue,
        Instant startsAt,
        Instant endsAt,
        ZoneId timezone,
        String currency,
        List<OfferedProduct> products,
        List<OfferedQuota> quotas,
        @Nullable Integer maxPerBuyer,
        @Nullable Seating seating) {

    record Venue(String name, String city, String country) {}

    record OfferedProduct(
            UUID id,
            String name,
            long price,
            int maxPerBooking,
            Set<UUID> quotaIds,
            @Nullable String seatCategory) {}

    record OfferedQuota(UUID id, String name, int capacity) {}

    record Seating(UUID firstSeatId, List<SeatingPlan.Category> categories, List<SeatingPlan.Section> sections) {}

    EventDescription toDescription() {
        SaleEvent event = new SaleEvent(
                eventId,
                organizerId,
                version,
                SaleEvent.Status.ON_SALE,
                title,
                venue == null ? null : new SaleEvent.Venue(venue.name(), venue.city(), venue.country()),
                startsAt,
                endsAt,
                timezone,
                currency,
                maxPerBuyer);
        return new EventDescription(
                event,
                products.stream()
                        .map(product -> new Product(
                                product.id(),
                                product.name(),
                                product.price(),
                                product.maxPerBooking(),
                                true,
                                product.quotaIds(),
                                product.seatCategory() == null
                                        ? null
                                        : SeatLayout.quotaOf(eventId, product.seatCategory())))
                        .toList(),
                quotas.stream()
                        .map(quota -> new EventDescription.WantedQuota(quota.id(), quota.name(), quota.capacity()))
                        .toList(),
                seating == null ? null : layout(seating));
    }

    private SeatLayout layout(Seating described) {
        SeatLayout layout = SeatLayout.of(eventId, new SeatingPlan(described.categories(), described.sections()));
        if (!layout.at(0).id().equals(described.firstSeatId())) {
            throw new IllegalArgumentException(
                    "The first seat of event " + eventId + " is not " + described.firstSeatId());
        }
        return layout;
    }
}
