package dev.evently.event.catalogue;

import dev.evently.event.seating.SeatMap;
import dev.evently.event.seating.SeatingPlan;
import dev.evently.event.venue.Venue;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An event that is on sale as other services are told of it: the body of {@code EventPublished} and its updates. */
record OnSale(
        UUID eventId,
        long version,
        UUID organizerId,
        String title,
        String category,
        @Nullable Place venue,
        Instant startsAt,
        Instant endsAt,
        String timezone,
        String currency,
        List<Sold> products,
        List<Pool> quotas,
        @Nullable Seats seating,
        @Nullable Integer maxPerBuyer) {

    static OnSale of(Event.Published event, @Nullable SeatingPlan hall) {
        EventHead head = event.head();
        EventDetails details = event.details();
        return new OnSale(
                head.id(),
                head.version(),
                head.organizerId(),
                details.title(),
                details.category(),
                Place.of(details.venue()),
                details.startsAt(),
                details.endsAt(),
                details.timezone(),
                details.currency(),
                details.products().stream()
                        .map(product -> Sold.of(product, head.id(), details.quotas()))
                        .toList(),
                Pool.of(head.id(), details, hall),
                hall == null ? null : Seats.of(head.id(), hall),
                details.maxPerBuyer());
    }

    record Place(UUID id, String name, String city, String country) {

        static @Nullable Place of(@Nullable Venue venue) {
            return venue == null ? null : new Place(venue.id(), venue.name(), venue.city(), venue.country());
        }
    }

    record Sold(
            UUID id,
            String name,
            long price,
            int capacity,
            int maxPerBooking,
            List<UUID> quotaIds,
            @Nullable String seatCategory) {

        static Sold of(Product product, UUID eventId, List<Quota> quotas) {
            return new Sold(
                    product.id(),
                    product.name(),
                    product.price(),
                    product.capacity(),
                    product.maxPerBooking(),
                    Stream.of(
                                    Stream.ofNullable(product.ownQuotaId()),
                                    Stream.ofNullable(product.seatCategory())
                                            .map(category -> Seating.quotaId(eventId, category)),
                                    quotas.stream()
                                            .filter(quota -> product.quotas().contains(quota.key()))
                                            .map(Quota::id))
                            .flatMap(ids -> ids)
                            .toList(),
                    product.seatCategory());
        }
    }

    /** A quota: a product's own, that of a category whose seats are sold, or one that products share. */
    record Pool(
            UUID id, String name, int capacity, @Nullable String seatCategory) {

        static List<Pool> of(UUID eventId, EventDetails details, @Nullable SeatingPlan hall) {
            return Stream.of(
                            details.products().stream().flatMap(Pool::own),
                            hall == null ? Stream.<Pool>empty() : ofSeats(eventId, details, hall),
                            details.quotas().stream()
                                    .map(quota -> new Pool(quota.id(), quota.name(), quota.capacity(), null)))
                    .flatMap(pools -> pools)
                    .toList();
        }

        private static Stream<Pool> own(Product product) {
            return Stream.ofNullable(product.ownQuotaId())
                    .map(quotaId -> new Pool(quotaId, product.name(), product.capacity(), null));
        }

        private static Stream<Pool> ofSeats(UUID eventId, EventDetails details, SeatingPlan hall) {
            Map<String, Integer> seats = hall.seats().seatsByCategory();
            return hall.seats().categories().stream()
                    .filter(category -> details.products().stream()
                            .anyMatch(product -> category.key().equals(product.seatCategory())))
                    .map(category -> new Pool(
                            Seating.quotaId(eventId, category.key()),
                            category.name(),
                            seats.getOrDefault(category.key(), 0),
                            category.key()));
        }
    }

    /** The seats of the event's plan; their ids are made out of their names and not sent, but for one to check by. */
    record Seats(
            UUID planId,
            int planVersion,
            int seatCount,
            UUID firstSeatId,
            List<SeatMap.Category> categories,
            List<SeatMap.Section> sections) {

        static Seats of(UUID eventId, SeatingPlan hall) {
            SeatMap seats = hall.seats();
            return new Seats(
                    hall.id(),
                    hall.version(),
                    seats.seatCount(),
                    seats.firstSeat().idAt(eventId),
                    seats.categories(),
                    seats.sections());
        }
    }
}
