package dev.evently.booking.seat;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.stream.IntStream;

/**
 * Finds seats for a party, for all of it or not at all. In this order:
 *
 * <ol>
 *   <li>beside each other, leaving no single seat between them and the next that is taken, in the foremost row;
 *   <li>beside each other, in the foremost row;
 *   <li>in as few rows as will do, these as near to each other as will do, then in the foremost; filled from the front, and
 *       as near to each other as can be in the last one.
 * </ol>
 */
final class BestAvailable {

    private final SeatRows rows;
    private final BitSet open;
    private final int party;

    private BestAvailable(SeatRows rows, BitSet open, int party) {
        this.rows = rows;
        this.open = open;
        this.party = party;
    }

    /**
     * The positions for a party.
     *
     * @param open the positions it may be given
     * @param party how many people, one and more
     * @return empty when there are fewer
     */
    static Optional<BitSet> choose(SeatRows rows, BitSet open, int party) {
        return open.cardinality() < party
                ? Optional.empty()
                : Optional.of(new BestAvailable(rows, open, party).choose());
    }

    private BitSet choose() {
        int first = together(0, rows.size(), party);
        return first >= 0 ? run(first, party) : apart();
    }

    /** The first of so many seats beside each other between two positions; -1 when there are none. */
    private int together(int from, int to, int seats) {
        int orphaning = -1;
        int first = open.nextSetBit(from);
        while (first >= 0 && first < to) {
            int end = rows.runEnd(open, first);
            int left = end - first - seats;
            if (left == 0 || left > 1) {
                return first;
            }
            if (left == 1 && orphaning < 0) {
                orphaning = first;
            }
            first = open.nextSetBit(end);
        }
        return orphaning;
    }

    private BitSet apart() {
        BitSet chosen = new BitSet();
        List<Row> filled = withSeats();
        int missing = party;
        for (Row row : nearest(filled, fewest(filled))) {
            chosen.or(row.count() <= missing ? rows.of(row.index(), open) : within(row.index(), missing));
            missing -= Math.min(row.count(), missing);
        }
        return chosen;
    }

    /** A row, and how many open seats it has. */
    private record Row(int index, int count) {}

    private List<Row> withSeats() {
        return IntStream.range(0, rows.count())
                .mapToObj(row -> new Row(row, rows.countOf(row, open)))
                .filter(row -> row.count() > 0)
                .toList();
    }

    /** In how many rows the party has to sit at least. */
    private int fewest(List<Row> from) {
        int count = 0;
        int seats = 0;
        for (Row row : from.stream()
                .sorted(Comparator.comparingInt(Row::count).reversed())
                .toList()) {
            if (seats < party) {
                seats += row.count();
                count++;
            }
        }
        return count;
    }

    /** So many rows that hold the party, the nearest to each other of all such, from the front. */
    private List<Row> nearest(List<Row> from, int count) {
        List<Row> nearest = foremost(from, count);
        for (int first = 1; first < from.size(); first++) {
            List<Row> some = foremost(from.subList(first, from.size()), count);
            if (some.isEmpty()) {
                break;
            }
            if (distance(some) < distance(nearest)) {
                nearest = some;
            }
        }
        return nearest;
    }

    /** So many rows that hold the party and end as near to the front as can be, by index; none when there are no such. */
    private List<Row> foremost(List<Row> from, int count) {
        PriorityQueue<Row> largest =
                new PriorityQueue<>(Comparator.comparingInt(Row::count).thenComparingInt(row -> -row.index()));
        int seats = 0;
        for (Row row : from) {
            if (largest.size() == count) {
                if (row.count() <= largest.element().count()) {
                    continue;
                }
                seats -= largest.remove().count();
            }
            largest.add(row);
            seats += row.count();
            if (seats >= party) {
                return largest.stream()
                        .sorted(Comparator.comparingInt(Row::index))
                        .toList();
            }
        }
        return List.of();
    }

    private static int distance(List<Row> some) {
        return some.getLast().index() - some.getFirst().index();
    }

    /** So many of a row's seats, of which it has more: beside each other, or else as near as can be. */
    private BitSet within(int row, int seats) {
        int first = together(rows.start(row), rows.end(row), seats);
        if (first >= 0) {
            return run(first, seats);
        }
        int[] positions = rows.of(row, open).stream().toArray();
        int best = 0;
        for (int start = 1; start + seats <= positions.length; start++) {
            if (positions[start + seats - 1] - positions[start] < positions[best + seats - 1] - positions[best]) {
                best = start;
            }
        }
        BitSet chosen = new BitSet();
        Arrays.stream(positions, best, best + seats).forEach(chosen::set);
        return chosen;
    }

    private static BitSet run(int first, int seats) {
        BitSet run = new BitSet();
        run.set(first, first + seats);
        return run;
    }
}
