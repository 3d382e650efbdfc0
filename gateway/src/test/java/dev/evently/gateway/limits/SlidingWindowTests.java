package dev.evently.gateway.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlidingWindowTests {

    private static final long START = 1_800_000_000_123L;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 60, 300, 3600})
    void neverHoldsMoreThanItsLimitInAnyWindow(int seconds) {
        Random random = new Random(seconds);
        long window = seconds * 1000L;
        int limit = 1 + random.nextInt(40);
        SlidingWindow counted = new SlidingWindow(Duration.ofSeconds(seconds));
        List<Long> passed = new ArrayList<>();
        long now = START;
        for (int n = 0; n < 5_000; n++) {
            now += random.nextLong(random.nextInt(10) == 0 ? window : 1 + window / limit);
            if (counted.count(now) < limit) {
                counted.add();
                passed.add(now);
            }
        }
        for (int n = limit; n < passed.size(); n++) {
            assertThat(passed.get(n) - passed.get(n - limit)).isGreaterThanOrEqualTo(window);
        }
        assertThat(passed).hasSizeGreaterThan(limit);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 10, 60, 3600})
    void hasRoomAgainWhenItSaysAndNotBefore(int seconds) {
        Random random = new Random(seconds);
        SlidingWindow counted = new SlidingWindow(Duration.ofSeconds(seconds));
        long now = START;
        for (int n = 0; n < 2_000; n++) {
            now += random.nextLong(200L * seconds);
            if (counted.count(now) < 5) {
                counted.add();
                continue;
            }
            long free = now + counted.untilFewerThan(5, now).toMillis();
            assertThat(counted.count(free - 1)).isEqualTo(5);
            assertThat(counted.count(free)).isLessThan(5);
            now = free;
        }
    }

    @Test
    void givesRoomBackAtMostASixtiethLate() {
        SlidingWindow counted = new SlidingWindow(Duration.ofSeconds(60));
        counted.count(START);
        counted.add();

        assertThat(counted.untilFewerThan(1, START)).isBetween(Duration.ofSeconds(60), Duration.ofSeconds(61));
    }

    @Test
    void takesAClockThatGoesBackForOneThatStands() {
        SlidingWindow counted = new SlidingWindow(Duration.ofSeconds(10));
        counted.count(START);
        counted.add();

        assertThat(counted.count(START - 60_000)).isEqualTo(1);
        assertThat(counted.count(START + 10_200)).isZero();
    }
}
