package dev.evently.booking.seat;

import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The seats of an event as its organizer wrote them: sections from the stage backwards, rows from the front, seats from left
 * to right. The same form is published, stored and shown.
 */
public record SeatingPlan(List<Category> categories, List<Section> sections) {

    public SeatingPlan {
        categories = List.copyOf(categories);
        sections = List.copyOf(sections);
    }

    /** A price zone. */
    public record Category(String key, String name) {}

    /** A part of the hall. */
    public record Section(String name, List<Row> rows) {

        public Section {
            rows = List.copyOf(rows);
        }
    }

    /** A row; seats that name no category are of the row's. */
    public record Row(String name, String category, List<Block> seats) {

        public Row {
            seats = List.copyOf(seats);
        }
    }

    /**
     * What comes next in a row: a seat, which has a number; a run of seats, which has a first number and a count; or a gap.
     *
     * @param step what each number of a run is more than the one to its left; null for 1
     * @param category where it is not that of the row
     * @param companionOf number of the accessible seat of the row whose companion sits here
     */
    public record Block(
            @Nullable String number,
            @Nullable Integer from,
            @Nullable Integer count,
            @Nullable Integer step,
            @Nullable String category,
            @Nullable Boolean accessible,
            @Nullable String companionOf,
            @Nullable Boolean restrictedView,
            @Nullable Boolean gap) {

        boolean isGap() {
            return Boolean.TRUE.equals(gap);
        }

        /** How many seats stand here. */
        public int size() {
            return number != null ? 1 : Objects.requireNonNullElse(count, 0);
        }

        Stream<String> numbers() {
            if (number != null) {
                return Stream.of(number);
            }
            int first = Objects.requireNonNull(from, "A block is a seat, a run or a gap");
            int stride = Objects.requireNonNullElse(step, 1);
            return IntStream.range(0, Objects.requireNonNull(count, "A run has a count"))
                    .mapToObj(n -> Integer.toString(first + n * stride));
        }
    }
}
