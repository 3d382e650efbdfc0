package dev.evently.event.seating;

import dev.evently.event.constraint.Key;
import dev.evently.event.constraint.Violation;
import dev.evently.event.seating.SeatMap.Category;
import dev.evently.event.seating.SeatMap.Row;
import dev.evently.event.seating.SeatMap.Section;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The rules of a seat map. Nothing of a map that was sent is taken for granted, neither that a value is there nor that
 * a list is short; how many seats there are is known before any of them is looked at.
 */
final class SeatMapRules {

    /** Enough to correct a plan by; a map in which every seat is wrong would answer with more than was sent. */
    static final int MAX_VIOLATIONS = 100;

    private static final int MAX_CATEGORY_NAME = 100;
    private static final int MAX_SECTION_NAME = 64;
    private static final int MAX_ROW_NAME = 32;
    private static final Pattern KEY = Pattern.compile(Key.PATTERN);

    private final Set<String> categories = new HashSet<>();
    private final List<Violation> broken = new ArrayList<>();

    /** Whoever names a category is to blame only if all of them could be read. */
    private boolean categoriesAreSound;

    private SeatMapRules() {}

    /** What is wrong with a map, at most {@link #MAX_VIOLATIONS} of it. */
    static List<Violation> broken(SeatMap map) {
        SeatMapRules rules = new SeatMapRules();
        rules.check(map);
        return rules.broken;
    }

    private void check(SeatMap map) {
        if (holds(map.categories(), SeatMap.MAX_CATEGORIES, "categories")) {
            for (int i = 0; i < map.categories().size(); i++) {
                check(map.categories().get(i), "categories[" + i + "]");
            }
        }
        categoriesAreSound = broken.isEmpty();
        if (!holds(map.sections(), SeatMap.MAX_SECTIONS, "sections")) {
            return;
        }
        if (seats(map) > SeatMap.MAX_SEATS) {
            blame("sections", "must hold at most " + SeatMap.MAX_SEATS + " seats");
            return;
        }
        Set<String> names = new HashSet<>();
        for (int i = 0; i < map.sections().size() && !isFull(); i++) {
            check(map.sections().get(i), names, "sections[" + i + "]");
        }
    }

    /** How many seats a map wants to have; more than can be counted otherwise are more than enough. */
    private static long seats(SeatMap map) {
        long seats = 0;
        for (Section section : map.sections()) {
            for (Row row : orNone(section == null ? null : section.rows())) {
                for (Block block : orNone(row == null ? null : row.seats())) {
                    seats += block == null ? 0 : Math.max(0, block.size());
                }
            }
        }
        return seats;
    }

    private void check(@Nullable Category category, String at) {
        if (category == null) {
            blame(at, "must not be null");
            return;
        }
        String key = category.key();
        if (key == null || !KEY.matcher(key).matches()) {
            blame(at + ".key", Key.MESSAGE);
        } else if (!categories.add(key)) {
            blame(at + ".key", "must be unique within the plan");
        }
        isLabel(category.name(), MAX_CATEGORY_NAME, at + ".name");
    }

    private void check(@Nullable Section section, Set<String> names, String at) {
        if (section == null) {
            blame(at, "must not be null");
            return;
        }
        if (isLabel(section.name(), MAX_SECTION_NAME, at + ".name") && !names.add(section.name())) {
            blame(at + ".name", "must be unique within the plan");
        }
        if (holds(section.rows(), SeatMap.MAX_ROWS, at + ".rows")) {
            Set<String> rows = new HashSet<>();
            for (int i = 0; i < section.rows().size() && !isFull(); i++) {
                check(section.rows().get(i), rows, at + ".rows[" + i + "]");
            }
        }
    }

    private void check(@Nullable Row row, Set<String> names, String at) {
        if (row == null) {
            blame(at, "must not be null");
            return;
        }
        if (isLabel(row.name(), MAX_ROW_NAME, at + ".name") && !names.add(row.name())) {
            blame(at + ".name", "must be unique within the section");
        }
        if (row.category() == null) {
            blame(at + ".category", "must not be null");
        } else {
            isCategory(row.category(), at + ".category");
        }
        if (holds(row.seats(), SeatMap.MAX_ROW, at + ".seats")) {
            RowRules rules = new RowRules(this, at + ".seats");
            for (int i = 0; i < row.seats().size() && !isFull(); i++) {
                rules.check(row.seats().get(i), i);
            }
            rules.checkWhole();
        }
    }

    void isCategory(@Nullable String key, String at) {
        if (key != null && categoriesAreSound && !categories.contains(key)) {
            blame(at, "must be the key of a category of the plan");
        }
    }

    boolean isLabel(@Nullable String label, int longest, String at) {
        boolean holds = label != null
                && !label.isEmpty()
                && label.length() <= longest
                && label.strip().equals(label)
                && label.codePoints().noneMatch(Character::isISOControl);
        if (!holds) {
            blame(at, "must be one line of 1 to " + longest + " characters without spaces around them");
        }
        return holds;
    }

    private boolean holds(List<?> sent, int most, String at) {
        boolean holds = !sent.isEmpty() && sent.size() <= most;
        if (!holds) {
            blame(at, "must hold 1 to " + most + " entries");
        }
        return holds;
    }

    void blame(String field, String message) {
        if (!isFull()) {
            broken.add(new Violation(field, message));
        }
    }

    private boolean isFull() {
        return broken.size() >= MAX_VIOLATIONS;
    }

    private static <T> List<T> orNone(@Nullable List<T> sent) {
        return sent == null ? List.of() : sent;
    }
}
