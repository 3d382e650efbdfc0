package dev.evently.event.seating;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What comes next in a row, from left to right: a seat, a run of seats whose numbers count on, or a gap such as an
 * aisle. Seats are neighbours when no gap stands between them.
 *
 * @param number the number of a seat
 * @param from the number of the first seat of a run, 0 to {@link #MAX_NUMBER}
 * @param count how many seats the run has, 1 to {@link SeatMap#MAX_ROW}
 * @param step what each number of the run is more than the one before, -2 to 2 but not 0; absent is 1
 * @param category the category, where it is not that of the row
 * @param accessible whether it is for a wheelchair
 * @param companionOf the number of the accessible seat of the row that it is the companion seat of
 * @param restrictedView whether part of the stage cannot be seen
 * @param gap true for a gap, which says nothing else
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
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

    static final int MAX_NUMBER = 999_999;

    /** How many seats stand here. */
    int size() {
        return number != null ? 1 : Objects.requireNonNullElse(count, 0);
    }

    /** The numbers of the seats, from left to right. */
    List<String> numbers() {
        if (number != null) {
            return List.of(number);
        }
        int first = Objects.requireNonNullElse(from, 0);
        return IntStream.range(0, size())
                .mapToObj(i -> Integer.toString(first + i * stride()))
                .toList();
    }

    int stride() {
        return Objects.requireNonNullElse(step, 1);
    }

    /** The same, without what goes without saying. */
    Block terse(String rowCategory) {
        return new Block(
                number,
                from,
                count,
                stride() == 1 ? null : step,
                rowCategory.equals(category) ? null : category,
                orAbsent(accessible),
                companionOf,
                orAbsent(restrictedView),
                gap);
    }

    private static @Nullable Boolean orAbsent(@Nullable Boolean flag) {
        return Boolean.TRUE.equals(flag) ? flag : null;
    }
}
