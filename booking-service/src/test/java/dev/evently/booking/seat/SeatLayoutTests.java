package dev.evently.booking.seat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evently.booking.Halls;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeatLayoutTests {

    private static final UUID EVENT = UUID.fromString("019372b4-1c00-7a31-8f54-2b1f6f0a9c01");

    @Test
    void computesThePublishedIds() {
        assertThat(new SeatName("Balcony L/R", "A", "1").idAt(EVENT))
                .isEqualTo(UUID.fromString("47bf8e22-80b3-5d43-9c59-e6da790a0f32"));
        assertThat(SeatLayout.quotaOf(EVENT, "balcony"))
                .isEqualTo(UUID.fromString("855533b5-c2f9-57e8-aaf5-3845e9849933"));
    }

    @Test
    void readsTheNamesItWrites() {
        SeatName odd = new SeatName("L/R %2F", "100%", "7/8");
        assertThat(odd).hasToString("L%2FR %252F/100%25/7%2F8");
        assertThat(SeatName.parse(odd.toString())).contains(odd);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A/1", "A//1", "A/1/2/3", "A/%/1", "A/%20/1", "/A/1"})
    void readsNothingElse(String written) {
        assertThat(SeatName.parse(written)).isEmpty();
    }

    @Test
    void numbersSeatsFromTheStageAndFromTheLeft() {
        SeatLayout layout = SeatLayout.of(
                EVENT,
                Halls.of(
                        Halls.row("A", Halls.run(1, 2), Halls.gap(), Halls.accessible("w"), Halls.companion("c", "w")),
                        Halls.row("B", Halls.sideRun(3, 2))));

        assertThat(layout.seats().stream().map(seat -> seat.name().toString()))
                .containsExactly(
                        "Parkett/A/1", "Parkett/A/2", "Parkett/A/w", "Parkett/A/c", "Parkett/B/3", "Parkett/B/4");
        assertThat(layout.forAnybody().stream()).containsExactly(0, 1, 4, 5);
        assertThat(layout.countOf(SeatLayout.quotaOf(EVENT, "side"))).isEqualTo(2);
        assertThat(layout.rows().count()).isEqualTo(2);
    }

    @Test
    void refusesAPlanThatContradictsItself() {
        SeatingPlan twice = Halls.of(Halls.row("A", Halls.run(1, 2), Halls.run(2, 2)));
        SeatingPlan nowhere = new SeatingPlan(List.of(), Halls.of(1, 1).sections());
        assertThatThrownBy(() -> SeatLayout.of(EVENT, twice)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SeatLayout.of(EVENT, nowhere)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void sendsNobodyToAccessibleSeatsBeforeTheOthersAreGone() {
        SeatLayout layout = SeatLayout.of(
                EVENT,
                Halls.of(
                        Halls.row("A", Halls.accessible("w"), Halls.companion("c", "w"), Halls.run(1, 2)),
                        Halls.row("B", Halls.run(1, 2))));
        FreeSeats free = new FreeSeats(SeatMap.untouched(layout));
        UUID quota = SeatLayout.quotaOf(EVENT, Halls.STALLS);

        assertThat(take(free, quota, 2)).containsExactly("Parkett/A/1", "Parkett/A/2");
        assertThat(take(free, quota, 2)).containsExactly("Parkett/B/1", "Parkett/B/2");
        assertThat(take(free, quota, 2)).containsExactly("Parkett/A/w", "Parkett/A/c");
        assertThat(free.best(quota, 1, List.of())).isEmpty();
    }

    private static List<String> take(FreeSeats free, UUID quota, int party) {
        List<Seat> best = free.best(quota, party, List.of()).orElseThrow();
        free.take(best.stream().map(Seat::id).toList());
        return best.stream().map(seat -> seat.name().toString()).toList();
    }
}
