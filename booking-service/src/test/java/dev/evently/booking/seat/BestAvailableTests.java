package dev.evently.booking.seat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Rows are drawn from the front: {@code .} is open, {@code x} is not, a blank is a gap; {@code o} is what was chosen. */
class BestAvailableTests {

    @Test
    void sitsInTheForemostRowThatHoldsTheParty() {
        assertThat(choose(3, "..x..", ".....")).containsExactly("..x..", "ooo..");
    }

    @Test
    void leavesNoSeatAlone() {
        assertThat(choose(2, "...", "....")).containsExactly("...", "oo..");
        assertThat(choose(2, "x...x..x", "....")).containsExactly("x...xoox", "....");
    }

    @Test
    void leavesOneAloneWhenNothingElseIsLeft() {
        assertThat(choose(2, "x...", "...")).containsExactly("xoo.", "...");
        assertThat(choose(1, "x..", "xx")).containsExactly("xo.", "xx");
    }

    @Test
    void takesWhoSitsAloneAlready() {
        assertThat(choose(1, "..x.x", "....")).containsExactly("..xox", "....");
    }

    @Test
    void doesNotSitAcrossAnAisle() {
        assertThat(choose(4, ".. ..", "....")).containsExactly(".. ..", "oooo");
    }

    @Test
    void sitsInOneRowRatherThanInTwo() {
        assertThat(choose(4, ".. ..", "...")).containsExactly("oo oo", "...");
    }

    @Test
    void sitsInAsFewRowsAsWillDo() {
        assertThat(choose(5, "..", ".", "..", "...")).containsExactly("..", ".", "oo", "ooo");
    }

    @Test
    void sitsInRowsNearEachOther() {
        assertThat(choose(5, "...", "x", "x", "...", "x", "...")).containsExactly("...", "x", "x", "ooo", "x", "oo.");
    }

    @Test
    void passesOverRowsThatDoNotHelp() {
        assertThat(choose(4, "..", ".", "..")).containsExactly("oo", ".", "oo");
    }

    @Test
    void isAllOrNothing() {
        assertThat(BestAvailable.choose(rows("..", "."), open("..", "."), 4)).isEmpty();
    }

    private static List<String> choose(int party, String... drawn) {
        BitSet chosen = BestAvailable.choose(rows(drawn), open(drawn), party).orElseThrow();
        List<String> result = new ArrayList<>();
        int position = 0;
        for (String row : drawn) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < row.length(); column++) {
                char seat = row.charAt(column);
                line.append(seat != ' ' && chosen.get(position) ? 'o' : seat);
                position += seat == ' ' ? 0 : 1;
            }
            result.add(line.toString());
        }
        assertThat(chosen.cardinality()).isEqualTo(party);
        return result;
    }

    private static SeatRows rows(String... drawn) {
        int[] starts = new int[drawn.length + 1];
        BitSet gaps = new BitSet();
        int position = 0;
        for (int row = 0; row < drawn.length; row++) {
            starts[row] = position;
            for (int column = 0; column < drawn[row].length(); column++) {
                if (drawn[row].charAt(column) == ' ') {
                    gaps.set(position);
                } else {
                    position++;
                }
            }
        }
        starts[drawn.length] = position;
        return new SeatRows(starts, gaps);
    }

    private static BitSet open(String... drawn) {
        String seats = String.join("", drawn).replace(" ", "");
        BitSet open = new BitSet();
        IntStream.range(0, seats.length()).filter(n -> seats.charAt(n) == '.').forEach(open::set);
        return open;
    }

    @Provide
    Arbitrary<List<String>> halls() {
        return Arbitraries.strings()
                .withChars(".....xx ")
                .ofMinLength(1)
                .ofMaxLength(9)
                .list()
                .ofMinSize(1)
                .ofMaxSize(6);
    }

    /** The rule once more, by trying everything. */
    @Property(tries = 3_000)
    void isTheBestThereIs(@ForAll("halls") List<String> hall, @ForAll @IntRange(min = 1, max = 9) int party) {
        String[] drawn = hall.toArray(String[]::new);
        Optional<BitSet> chosen = BestAvailable.choose(rows(drawn), open(drawn), party);

        List<Place> open = places(hall);
        if (open.size() < party) {
            assertThat(chosen).isEmpty();
            return;
        }
        Set<Integer> seats = new HashSet<>(chosen.orElseThrow().stream().boxed().toList());
        List<Place> taken =
                open.stream().filter(place -> seats.contains(place.position())).toList();
        assertThat(taken).hasSize(party);
        assertThat(seats).hasSize(party);
        List<List<Place>> together = windows(open, party);
        if (together.isEmpty()) {
            assertFewestAndNearest(open, taken, party);
        } else {
            assertThat(taken)
                    .isEqualTo(together.stream()
                            .min(Comparator.comparing((List<Place> window) -> orphans(open, window) > 0)
                                    .thenComparing(window -> window.getFirst().row())
                                    .thenComparing(window -> window.getFirst().position()))
                            .orElseThrow());
        }
    }

    /** @param column counts gaps as well, so that neighbours are one apart */
    private record Place(int position, int row, int column) {

        boolean beside(Place other) {
            return row == other.row && Math.abs(column - other.column) == 1;
        }
    }

    private static List<Place> places(List<String> hall) {
        List<Place> places = new ArrayList<>();
        int position = 0;
        for (int row = 0; row < hall.size(); row++) {
            for (int column = 0; column < hall.get(row).length(); column++) {
                char seat = hall.get(row).charAt(column);
                if (seat == '.') {
                    places.add(new Place(position, row, column));
                }
                position += seat == ' ' ? 0 : 1;
            }
        }
        return places;
    }

    private static List<List<Place>> windows(List<Place> open, int party) {
        return IntStream.rangeClosed(0, open.size() - party)
                .mapToObj(first -> open.subList(first, first + party))
                .filter(window ->
                        IntStream.range(1, party).allMatch(n -> window.get(n).beside(window.get(n - 1))))
                .toList();
    }

    /** How many seats beside the window would have no open seat beside them any more. */
    private static long orphans(List<Place> open, List<Place> window) {
        List<Place> rest = new ArrayList<>(open);
        rest.removeAll(window);
        return rest.stream()
                .filter(place -> window.stream().anyMatch(place::beside))
                .filter(place -> rest.stream().noneMatch(place::beside))
                .count();
    }

    private static void assertFewestAndNearest(List<Place> open, List<Place> taken, int party) {
        List<Integer> rows = open.stream().map(Place::row).distinct().toList();
        int fewest = Integer.MAX_VALUE;
        int nearest = Integer.MAX_VALUE;
        for (int subset = 1; subset < 1 << rows.size(); subset++) {
            int bits = subset;
            List<Integer> some = IntStream.range(0, rows.size())
                    .filter(n -> (bits >> n & 1) == 1)
                    .mapToObj(rows::get)
                    .toList();
            long seats =
                    open.stream().filter(place -> some.contains(place.row())).count();
            int apart = Collections.max(some) - Collections.min(some);
            if (seats >= party && (some.size() < fewest || (some.size() == fewest && apart < nearest))) {
                fewest = some.size();
                nearest = apart;
            }
        }
        List<Integer> used = taken.stream().map(Place::row).distinct().toList();
        assertThat(used).hasSize(fewest);
        assertThat(Collections.max(used) - Collections.min(used)).isEqualTo(nearest);
    }
}
