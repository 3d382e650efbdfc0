package dev.evently.booking;

import dev.evently.booking.seat.SeatLayout;
import dev.evently.booking.seat.SeatName;
import dev.evently.booking.seat.SeatingPlan;
import dev.evently.booking.seat.SeatingPlan.Block;
import dev.evently.booking.seat.SeatingPlan.Category;
import dev.evently.booking.seat.SeatingPlan.Row;
import dev.evently.booking.seat.SeatingPlan.Section;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Seating plans for tests. */
public final class Halls {

    public static final String STALLS = "stalls";

    private Halls() {}

    /** A hall of one section and one category, {@link #STALLS}, with rows 1, 2, 3 and so on of so many seats each. */
    public static SeatingPlan of(int rows, int seats) {
        return new SeatingPlan(
                List.of(new Category(STALLS, "Stalls")),
                List.of(new Section(
                        "Parkett",
                        IntStream.rangeClosed(1, rows)
                                .mapToObj(row -> row(Integer.toString(row), run(1, seats)))
                                .toList())));
    }

    /** A hall of one section with the given rows, all in one category or in {@code side}. */
    public static SeatingPlan of(Row... rows) {
        return new SeatingPlan(
                List.of(new Category(STALLS, "Stalls"), new Category("side", "Side")),
                List.of(new Section("Parkett", List.of(rows))));
    }

    public static Row row(String name, Block... blocks) {
        return new Row(name, STALLS, List.of(blocks));
    }

    public static Block run(int from, int count) {
        return new Block(null, from, count, null, null, null, null, null, null);
    }

    public static Block sideRun(int from, int count) {
        return new Block(null, from, count, null, "side", null, null, null, null);
    }

    public static Block gap() {
        return new Block(null, null, null, null, null, null, null, null, true);
    }

    public static Block accessible(String number) {
        return new Block(number, null, null, null, null, true, null, null, null);
    }

    public static Block companion(String number, String of) {
        return new Block(number, null, null, null, null, null, of, null, null);
    }

    /** The id of a seat by section, row and number. */
    public static UUID seat(OnOffer offer, String name) {
        return SeatName.parse(name).orElseThrow().idAt(offer.id());
    }

    /** The plan as the event service publishes it. */
    static Map<String, Object> published(SeatingPlan plan, SeatLayout layout) {
        return Map.of(
                "planId", UUID.randomUUID(),
                "planVersion", 1,
                "seatCount", layout.size(),
                "firstSeatId", layout.at(0).id(),
                "categories", plan.categories(),
                "sections", plan.sections().stream().map(Halls::published).toList());
    }

    private static Map<String, Object> published(Section section) {
        return Map.of(
                "name",
                section.name(),
                "rows",
                section.rows().stream()
                        .map(row -> Map.of(
                                "name",
                                row.name(),
                                "category",
                                row.category(),
                                "seats",
                                row.seats().stream().map(Halls::published).toList()))
                        .toList());
    }

    private static Map<String, Object> published(Block block) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("number", block.number());
        fields.put("from", block.from());
        fields.put("count", block.count());
        fields.put("step", block.step());
        fields.put("category", block.category());
        fields.put("accessible", block.accessible());
        fields.put("companionOf", block.companionOf());
        fields.put("restrictedView", block.restrictedView());
        fields.put("gap", block.gap());
        Map<String, Object> written = new LinkedHashMap<>();
        fields.forEach((name, value) -> {
            if (value != null) {
                written.put(name, Objects.requireNonNull(value));
            }
        });
        return written;
    }
}
