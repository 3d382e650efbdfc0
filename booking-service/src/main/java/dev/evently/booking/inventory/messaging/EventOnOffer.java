package dev.evently.booking.inventory.messaging;

import dev.evently.booking.inventory.EventDescription;
import dev.evently.booking.inventory.Product;
import dev.evently.booking.inventory.SaleEvent;
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
        @Nullable Integer maxPerBuyer) {

    record Venue(String name, String city, String country) {}

    record OfferedProduct(UUID id, String name, long price, int maxPerBooking, Set<UUID> quotaIds) {}

    record OfferedQuota(UUID id, String name, int capacity) {}

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
                                product.quotaIds()))
                        .toList(),
                quotas.stream()
                        .map(quota -> new EventDescription.WantedQuota(quota.id(), quota.name(), quota.capacity()))
                        .toList());
    }
}
