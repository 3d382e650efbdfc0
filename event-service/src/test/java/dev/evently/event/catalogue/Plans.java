package dev.evently.event.catalogue;

import dev.evently.event.catalogue.EventPlan.ProductPlan;
import dev.evently.event.catalogue.EventPlan.QuotaPlan;
import dev.evently.event.constraint.Violation;
import dev.evently.event.venue.Venue;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Plans and events to begin a test with. */
final class Plans {

    static final Instant NOW = Instant.parse("2030-05-01T12:00:00Z");
    static final UUID ORGANIZER = new UUID(0, 1);
    static final Venue VENUE = new Venue(
            new UUID(0, 2), ORGANIZER, "Harbour Hall", "1 Quay", "Hamburg", "DE", 53.55, 9.99, "Europe/Berlin", 800);

    /** Nowhere yet. */
    static final Premises NOWHERE = new Premises(null, null, null);

    private Plans() {}

    static EventPlan plan(ProductPlan... products) {
        return plan(NOW.plus(Duration.ofDays(7)), Duration.ofHours(3), "EUR", products);
    }

    static EventPlan plan(Instant start, Duration length, String currency, ProductPlan... products) {
        return plan(start, length, currency, List.of(), products);
    }

    static EventPlan plan(@Nullable List<QuotaPlan> quotas, ProductPlan... products) {
        return plan(NOW.plus(Duration.ofDays(7)), Duration.ofHours(3), "EUR", quotas, products);
    }

    private static EventPlan plan(
            Instant start,
            Duration length,
            String currency,
            @Nullable List<QuotaPlan> quotas,
            ProductPlan... products) {
        return new EventPlan(
                ORGANIZER,
                null,
                "Northern Lights",
                null,
                "concert",
                start,
                start.plus(length),
                "Europe/Berlin",
                currency,
                List.of(products),
                quotas,
                null,
                null,
                null);
    }

    static ProductPlan product(@Nullable UUID id, int capacity, int maxPerBooking) {
        return new ProductPlan(id, "Standing", 4500L, capacity, maxPerBooking, null, null);
    }

    /** A product that shares quotas. */
    static ProductPlan sharing(@Nullable UUID id, @Nullable Integer capacity, String... quotas) {
        return new ProductPlan(id, "Standing", 4500L, capacity, 8, List.of(quotas), null);
    }

    static QuotaPlan quota(String key, int capacity) {
        return new QuotaPlan(key, key, capacity);
    }

    static Event.Draft draft(EventPlan plan, @Nullable Venue venue) {
        return seated(plan, new Premises(venue, null, null));
    }

    static Event.Draft seated(EventPlan plan, Premises premises) {
        return new Event.Draft(EventHead.first(new UUID(0, 3), ORGANIZER, NOW), plan.details(premises, null));
    }

    /** What is wrong with a plan that names neither a venue nor a seating plan. */
    static List<Violation> broken(EventPlan plan, Instant now) {
        return EventRules.broken(plan, NOWHERE, now);
    }

    static List<Violation> broken(EventPlan plan, Event current, Instant now) {
        return EventRules.broken(plan, NOWHERE, current, now);
    }

    static List<String> fields(List<Violation> violations) {
        return violations.stream().map(Violation::field).toList();
    }

    /** The plan that an event fulfils now, with further products. */
    static EventPlan with(Event event, ProductPlan... added) {
        EventPlan plan = EventPlan.of(event);
        return plan(
                plan.startsAt(),
                Duration.between(plan.startsAt(), plan.endsAt()),
                plan.currency(),
                Stream.concat(plan.products().stream(), Stream.of(added)).toArray(ProductPlan[]::new));
    }
}
