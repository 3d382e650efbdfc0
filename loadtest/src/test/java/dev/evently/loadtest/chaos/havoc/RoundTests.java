package dev.evently.loadtest.chaos.havoc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RoundTests {
    private static final Set<Victim> ALL = EnumSet.allOf(Victim.class);

    @Test
    void everyVictimDiesOnceBeforeAnyDiesAgain() {
        for (int seed = 0; seed < 50; seed++) {
            List<Round> rounds = Round.random(new Random(seed), ALL.size(), 100, 2, ALL);

            assertThat(rounds.stream().flatMap(round -> round.kills().stream()).map(Round.Kill::victim))
                    .containsExactlyInAnyOrderElementsOf(ALL);
        }
    }

    @Test
    void roundsComeOneAfterTheOtherWithBookingsInBetween() {
        for (int seed = 0; seed < 50; seed++) {
            List<Round> rounds = Round.random(new Random(seed), 12, 2_000, 2, ALL);

            assertThat(rounds).hasSize(12);
            assertThat(IntStream.range(1, 12)
                            .map(i -> rounds.get(i).after() - rounds.get(i - 1).after()))
                    .allMatch(between -> between > 50);
            assertThat(rounds.getLast().after()).isLessThan(1_900);
        }
    }

    @Test
    void nothingDiesTwiceInOneRound() {
        for (int seed = 0; seed < 50; seed++) {
            assertThat(Round.random(new Random(seed), 12, 2_000, 1, ALL))
                    .allSatisfy(round -> assertThat(round.kills())
                            .extracting(Round.Kill::process)
                            .doesNotHaveDuplicates());
        }
    }

    @Test
    void sameSeedGivesSameRounds() {
        assertThat(Round.random(new Random(5), 12, 2_000, 4, ALL))
                .isEqualTo(Round.random(new Random(5), 12, 2_000, 4, ALL))
                .isNotEqualTo(Round.random(new Random(6), 12, 2_000, 4, ALL));
    }

    @Test
    void onlyWhatMayDieDies() {
        assertThat(Round.random(new Random(1), 9, 100, 2, EnumSet.of(Victim.SHARD)))
                .flatExtracting(Round::kills)
                .extracting(Round.Kill::process)
                .allMatch(process -> process.matches("postgres-shard-[01]"));
    }
}
