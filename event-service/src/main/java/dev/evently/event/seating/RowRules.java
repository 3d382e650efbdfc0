package dev.evently.event.seating;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The rules of what stands in one row. */
final class RowRules {

    private static final int MAX_NUMBER_LENGTH = 16;
    private static final int MAX_STEP = 2;

    private final SeatMapRules rules;
    private final String at;
    private final Set<String> numbers = new HashSet<>();
    private final Set<String> accessible = new HashSet<>();

    /** The seats that are companion seats, by the field that says so. */
    private final Map<String, Block> companions = new LinkedHashMap<>();

    private int size;
    private boolean isEachBlockSound = true;

    RowRules(SeatMapRules rules, String at) {
        this.rules = rules;
        this.at = at;
    }

    void check(@Nullable Block block, int index) {
        String field = at + "[" + index + "]";
        if (block == null) {
            rules.blame(field, "must not be null");
            isEachBlockSound = false;
            return;
        }
        boolean isSeat = block.number() != null;
        boolean isRun = block.from() != null || block.count() != null || block.step() != null;
        boolean isGap = Boolean.TRUE.equals(block.gap());
        if (Stream.of(isSeat, isRun, isGap).filter(kind -> kind).count() != 1) {
            rules.blame(field, "must have a number, or from and count, or be a gap");
        } else if (isGap) {
            checkGap(block, field);
        } else if (isSeat ? isNumber(block, field) : isRun(block, field)) {
            checkSeats(block, field, isSeat ? field + ".number" : field + ".from");
            return;
        }
        isEachBlockSound &= isGap && !isSeat && !isRun;
    }

    /** Rules that look at all seats of the row, whose blocks have been checked one by one. */
    void checkWhole() {
        if (size > SeatMap.MAX_ROW || (size == 0 && isEachBlockSound)) {
            rules.blame(at, "must hold 1 to " + SeatMap.MAX_ROW + " seats");
        }
        companions.forEach((field, block) -> {
            String accompanied = block.companionOf();
            if (!accessible.contains(accompanied) || Objects.equals(accompanied, block.number())) {
                rules.blame(field, "must be the number of another seat of the row, an accessible one");
            }
        });
    }

    private void checkGap(Block block, String field) {
        if (block.category() != null
                || block.accessible() != null
                || block.companionOf() != null
                || block.restrictedView() != null) {
            rules.blame(field + ".gap", "must stand alone: a gap is no seat");
        }
    }

    private boolean isNumber(Block block, String field) {
        return rules.isLabel(block.number(), MAX_NUMBER_LENGTH, field + ".number");
    }

    private boolean isRun(Block block, String field) {
        Integer from = block.from();
        Integer count = block.count();
        if (from == null || from < 0 || from > Block.MAX_NUMBER) {
            rules.blame(field + ".from", "must be 0 to " + Block.MAX_NUMBER);
            return false;
        }
        if (count == null || count < 1 || count > SeatMap.MAX_ROW) {
            rules.blame(field + ".count", "must be 1 to " + SeatMap.MAX_ROW);
            return false;
        }
        int step = block.stride();
        if (step == 0 || Math.abs((long) step) > MAX_STEP) {
            rules.blame(field + ".step", "must be -2, -1, 1 or 2");
            return false;
        }
        if (from + (count - 1) * step < 0) {
            rules.blame(field + ".count", "must not count below 0");
            return false;
        }
        return true;
    }

    private void checkSeats(Block block, String field, String numberField) {
        rules.isCategory(block.category(), field + ".category");
        for (String number : block.numbers()) {
            if (!numbers.add(number)) {
                rules.blame(numberField, "must not repeat " + number + ", which is in the row already");
            }
        }
        size += block.size();
        if (Boolean.TRUE.equals(block.accessible())) {
            accessible.addAll(block.numbers());
        }
        if (block.companionOf() != null) {
            if (block.number() == null) {
                rules.blame(field + ".companionOf", "must be said of a single seat");
            } else {
                companions.put(field + ".companionOf", block);
            }
        }
    }
}
