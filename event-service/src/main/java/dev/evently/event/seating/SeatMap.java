package dev.evently.event.seating;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The seats of a hall, written so that a row of evenly numbered seats is one line however long it is.
 *
 * <p>Order says where things are: sections from the stage backwards, rows of a section from the front, seats of a row
 * from left to right as one faces the stage.
 *
 * @param categories the price zones that seats belong to
 */
public record SeatMap(List<Category> categories, List<Section> sections) {

    /** The most seats a plan has. */
    public static final int MAX_SEATS = 60_000;

    static final int MAX_CATEGORIES = 50;
    static final int MAX_SECTIONS = 200;

    /** The most rows a section has. */
    static final int MAX_ROWS = 500;

    /** The most seats a row has, and the most blocks. */
    static final int MAX_ROW = 500;

    public SeatMap(@Nullable List<Category> categories, @Nullable List<Section> sections) {
        this.categories = orNone(categories);
        this.sections = orNone(sections);
    }

    /** A price zone. */
    public record Category(String key, String name) {}

    /** A part of the hall, named uniquely within it. */
    public record Section(String name, List<Row> rows) {

        public Section(String name, @Nullable List<Row> rows) {
            this.name = name;
            this.rows = orNone(rows);
        }
    }

    /**
     * A row, named uniquely within its section.
     *
     * @param category the category of the seats that name none
     * @param seats what stands in it, in which no number occurs twice
     */
    public record Row(String name, String category, List<Block> seats) {

        public Row(String name, String category, @Nullable List<Block> seats) {
            this.name = name;
            this.category = category;
            this.seats = orNone(seats);
        }

        private Row terse() {
            return new Row(
                    name,
                    category,
                    seats.stream().map(block -> block.terse(category)).toList());
        }
    }

    /** How many seats each category has, in the order of the categories. */
    public Map<String, Integer> seatsByCategory() {
        Map<String, Integer> seats = new LinkedHashMap<>();
        categories.forEach(category -> seats.put(category.key(), 0));
        rows().forEach(row -> row.seats()
                .forEach(block -> seats.merge(
                        Objects.requireNonNullElse(block.category(), row.category()), block.size(), Integer::sum)));
        return seats;
    }

    public int seatCount() {
        return rows().flatMap(row -> row.seats().stream()).mapToInt(Block::size).sum();
    }

    /** The name of the first seat of the plan, out of which its id at an event is made. */
    public SeatName firstSeat() {
        Section section = sections.getFirst();
        Row row = section.rows().getFirst();
        String number = row.seats().stream()
                .filter(block -> block.size() > 0)
                .findFirst()
                .orElseThrow()
                .numbers()
                .getFirst();
        return new SeatName(section.name(), row.name(), number);
    }

    /** The same seats, without what goes without saying. */
    SeatMap terse() {
        return new SeatMap(
                categories,
                sections.stream()
                        .map(section -> new Section(
                                section.name(),
                                section.rows().stream().map(Row::terse).toList()))
                        .toList());
    }

    private Stream<Row> rows() {
        return sections.stream().flatMap(section -> section.rows().stream());
    }

    private static <T> List<T> orNone(@Nullable List<T> sent) {
        return sent == null ? List.of() : sent;
    }
}
