package dev.evently.event.catalogue;

import dev.evently.event.venue.Venue;
import dev.evently.platform.messaging.IntegrationEvent;
import dev.evently.platform.messaging.Topics;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What other services are told of an event, as {@code contracts} describes it. */
final class EventMessages {

    static final String PUBLISHED = "dev.evently.event.EventPublished.v1";
    static final String UPDATED = "dev.evently.event.EventUpdated.v1";
    static final String CANCELLED = "dev.evently.event.EventCancelled.v1";

    private EventMessages() {}

    static IntegrationEvent published(Event.Published event) {
        return message(PUBLISHED, event, OnSale.of(event));
    }

    static IntegrationEvent updated(Event.Published event) {
        return message(UPDATED, event, OnSale.of(event));
    }

    static IntegrationEvent cancelled(Event.Cancelled event) {
        EventHead head = event.head();
        EventDetails details = event.details();
        return message(
                CANCELLED,
                event,
                new CalledOff(
                        head.id(),
                        head.version(),
                        head.organizerId(),
                        details.title(),
                        details.startsAt(),
                        event.cancelledAt()));
    }

    private static IntegrationEvent message(String type, Event event, Object data) {
        String id = event.head().id().toString();
        return new IntegrationEvent(Topics.EVENTS, id, type, id, data);
    }

    private record OnSale(
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
            List<Pool> quotas) {

        static OnSale of(Event.Published event) {
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
                            .map(product -> Sold.of(product, details.quotas()))
                            .toList(),
                    Stream.concat(
                                    details.products().stream().flatMap(Pool::own),
                                    details.quotas().stream().map(Pool::of))
                            .toList());
        }
    }

    private record Place(UUID id, String name, String city, String country) {

        static @Nullable Place of(@Nullable Venue venue) {
            return venue == null ? null : new Place(venue.id(), venue.name(), venue.city(), venue.country());
        }
    }

    private record Sold(UUID id, String name, long price, int capacity, int maxPerBooking, List<UUID> quotaIds) {

        static Sold of(Product product, List<Quota> quotas) {
            return new Sold(
                    product.id(),
                    product.name(),
                    product.price(),
                    product.capacity(),
                    product.maxPerBooking(),
                    Stream.concat(
                                    Stream.ofNullable(product.ownQuotaId()),
                                    quotas.stream()
                                            .filter(quota -> product.quotas().contains(quota.key()))
                                            .map(Quota::id))
                            .toList());
        }
    }

    /** A quota, whether a product has it for itself or shares it. */
    private record Pool(UUID id, String name, int capacity) {

        static Stream<Pool> own(Product product) {
            return Stream.ofNullable(product.ownQuotaId())
                    .map(quotaId -> new Pool(quotaId, product.name(), product.capacity()));
        }

        static Pool of(Quota quota) {
            return new Pool(quota.id(), quota.name(), quota.capacity());
        }
    }

    private record CalledOff(
            UUID eventId, long version, UUID organizerId, String title, Instant startsAt, Instant cancelledAt) {}
}
