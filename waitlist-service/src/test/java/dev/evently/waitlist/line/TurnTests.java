package dev.evently.waitlist.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TurnTests {

    private static final LineId LINE = new LineId(UUID.randomUUID(), UUID.randomUUID());

    @Test
    void beginsAtTheHeadOfTheLine() {
        List<Party> line = line(2, 1, 1);

        assertThat(next(line, Turn.first())).hasValue(line.getFirst());
    }

    @Test
    void passesOverThePartyThatDoesNotFitAndFindsItFirstNextTime() {
        List<Party> line = line(4, 1);

        Turn afterRefusal = Turn.first().withLeft(line.getFirst(), 1);

        assertThat(next(line, afterRefusal)).hasValue(line.get(1));
        assertThat(next(line, Turn.first())).hasValue(line.getFirst());
    }

    @Test
    void isOfNobodyWhenNothingIsLeft() {
        List<Party> line = line(1, 1, 3);

        assertThat(next(line, Turn.first().withLeft(line.getFirst(), 0))).isEmpty();
    }

    @Test
    void doesNotAskTheRefusedPartyAgainEvenIfMoreSeemsLeft() {
        List<Party> line = line(3, 3, 2);

        assertThat(next(line, Turn.first().withLeft(line.getFirst(), 5))).hasValue(line.get(2));
    }

    @Test
    void neverLearnsThatMoreIsLeft() {
        List<Party> line = line(4, 3, 3);

        Turn turn = Turn.first().withLeft(line.getFirst(), 1).withLeft(line.get(1), 3);

        assertThat(turn.mostPlaces()).isEqualTo(1);
    }

    @Test
    void movesPastAPartyThatWasRefusedForAReasonOfItsOwn() {
        List<Party> line = line(2, 2);

        assertThat(next(line, Turn.first().past(line.getFirst()))).hasValue(line.get(1));
    }

    @Test
    void isOfNobodyWhenNothingIsOnSale() {
        assertThat(next(line(1, 2), Turn.first().ofNobody())).isEmpty();
    }

    @Test
    void endsAfterAtMostOneRefusalPerParty() {
        List<Party> line = line(5, 4, 4, 3, 2, 2, 1);
        Turn turn = Turn.first();
        int refusals = 0;
        for (Optional<Party> next = next(line, turn); next.isPresent(); next = next(line, turn)) {
            turn = turn.withLeft(next.get(), 99);
            refusals++;
        }

        assertThat(refusals).isEqualTo(5);
    }

    private static Optional<Party> next(List<Party> line, Turn turn) {
        return line.stream().filter(turn::isOf).findFirst();
    }

    private static List<Party> line(int... quantities) {
        List<Party> parties = new ArrayList<>();
        for (int quantity : quantities) {
            parties.add(new Party(
                    new EntryId(UUID.randomUUID()),
                    LINE,
                    UUID.randomUUID(),
                    quantity,
                    parties.size() + 1,
                    Instant.EPOCH));
        }
        return parties;
    }
}
