package dev.evently.identity.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlowdownTests {

    @ParameterizedTest
    @CsvSource({"0, 0", "2, 0", "3, 1", "4, 2", "5, 4", "8, 32", "9, 60", "10, 60", "1000000, 60"})
    void doublesUpToTheLongest(int failures, long seconds) {
        assertThat(new Slowdown(3, Duration.ofMinutes(1)).after(failures)).isEqualTo(Duration.ofSeconds(seconds));
    }
}
