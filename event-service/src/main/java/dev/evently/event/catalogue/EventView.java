package dev.evently.event.catalogue;

import dev.evently.event.venue.Venue;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An event as it is answered. */
record EventView(
        UUID id,
        UUID organizerId,
        EventStatus status,
        long version,
        String title,
        String description,
        String category,
        @Nullable UUID venueId,
        @Nullable Venue venue,
        Instant startsAt,
        Instant endsAt,
        String timezone,
        String currency,
        List<ProductView> products,
        List<Quota> quotas,
        @Nullable UUID seatingPlanId,
        @Nullable Integer seatingPlanVersion,
        @Nullable Integer maxPerBuyer,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant publishedAt,
        @Nullable Instant cancelledAt) {

    record ProductView(
            UUID id,
            String name,
            long price,
            int capacity,
            int maxPerBooking,
            List<String> quotas,
            @Nullable String seatCategory) {}

    static EventView of(Event event) {
        EventHead head = event.head();
        EventDetails details = event.details();
        Venue venue = details.venue();
        Seating seating = details.seating();
        return new EventView(
                head.id(),
                head.organizerId(),
                EventStatus.of(event),
                head.version(),
                details.title(),
                details.description(),
                details.category(),
                venue == null ? null : venue.id(),
                venue,
                details.startsAt(),
                details.endsAt(),
                details.timezone(),
                details.currency(),
                details.products().stream()
                        .map(product -> new ProductView(
                                product.id(),
                                product.name(),
                                product.price(),
                                product.capacity(),
                                product.maxPerBooking(),
                                product.quotas(),
                                product.seatCategory()))
                        .toList(),
                details.quotas(),
                seating == null ? null : seating.planId(),
                seating == null ? null : seating.version(),
                details.maxPerBuyer(),
                head.createdAt(),
                head.updatedAt(),
                publishedAt(event),
                event instanceof Event.Cancelled cancelled ? cancelled.cancelledAt() : null);
    }

    private static @Nullable Instant publishedAt(Event event) {
        return switch (event) {
            case Event.Draft _ -> null;
            case Event.Published published -> published.publishedAt();
            case Event.Cancelled cancelled -> cancelled.publishedAt();
        };
    }
}
