package dev.evently.event.catalogue;

import dev.evently.event.catalogue.EventPlan.ProductPlan;
import dev.evently.event.catalogue.EventPlan.QuotaPlan;
import dev.evently.event.seating.Block;
import dev.evently.event.seating.SeatMap;
import dev.evently.event.seating.SeatingPlan;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Seating plans and events in them to begin a test with. */
final class Halls {

    static final UUID PLAN_ID = new UUID(0, 7);

    private Halls() {}

    static Block run(int from, int count) {
        return new Block(null, from, count, null, null, null, null, null, null);
    }

    static Block seat(int number) {
        return new Block("" + number, null, null, null, null, null, null, null, null);
    }

    static Block gap() {
        return new Block(null, null, null, null, null, null, null, null, true);
    }

    static SeatMap.Row row(String name, String category, Block... seats) {
        return new SeatMap.Row(name, category, List.of(seats));
    }

    /** A hall of one section with 20 seats in the stalls and 10 in the balcony; nobody sits in the boxes. */
    static SeatingPlan hall(int version, @Nullable UUID venueId) {
        return hall(
                version,
                venueId,
                new SeatMap.Section("Hall", List.of(row("1", "stalls", run(1, 20)), row("2", "balcony", run(1, 10)))));
    }

    static SeatingPlan hall(int version, @Nullable UUID venueId, SeatMap.Section... sections) {
        SeatMap seats = new SeatMap(
                List.of(
                        new SeatMap.Category("stalls", "Stalls"),
                        new SeatMap.Category("balcony", "Balcony"),
                        new SeatMap.Category("box", "Box")),
                List.of(sections));
        return new SeatingPlan(PLAN_ID, Plans.ORGANIZER, venueId, version, "Hall", seats, Plans.NOW, Plans.NOW);
    }

    /** So many sections of 40 rows of so many blocks each. */
    static SeatMap.Section[] sections(int sections, List<Block> seats) {
        return IntStream.rangeClosed(1, sections)
                .mapToObj(section -> new SeatMap.Section(
                        "Block " + section,
                        IntStream.rangeClosed(1, 40)
                                .mapToObj(row -> new SeatMap.Row("" + row, "stalls", seats))
                                .toList()))
                .toArray(SeatMap.Section[]::new);
    }

    /** A product that sells seats. */
    static ProductPlan seats(
            @Nullable UUID id, @Nullable Integer capacity, @Nullable String category, String... quotas) {
        return new ProductPlan(id, "Seat", 9_000L, capacity, 8, List.of(quotas), category);
    }

    /** A plan of an event in {@link Plans#VENUE}, with a seating plan. */
    static EventPlan plan(
            @Nullable UUID seatingPlanId, @Nullable Integer version, List<QuotaPlan> quotas, ProductPlan... products) {
        EventPlan plain = Plans.plan(quotas, products);
        return new EventPlan(
                plain.organizerId(),
                Plans.VENUE.id(),
                plain.title(),
                plain.description(),
                plain.category(),
                plain.startsAt(),
                plain.endsAt(),
                plain.timezone(),
                plain.currency(),
                plain.products(),
                plain.quotas(),
                seatingPlanId,
                version,
                null);
    }

    /** The premises a plan names, when its seating plan is that hall. */
    static Premises premises(EventPlan plan, @Nullable SeatingPlan hall) {
        return new Premises(Plans.VENUE, plan.seating(), hall);
    }

    /** An event that went on sale with that hall. */
    static Event.Published published(EventPlan plan, SeatingPlan hall) {
        return Plans.seated(plan, premises(plan, hall).kept()).publish(Plans.NOW);
    }
}
