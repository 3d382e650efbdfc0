package dev.evently.loadtest.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.evently.loadtest.load.Outcome.Verdict;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class MeasurementTests {

    private final Measurement measurement = new Measurement(Duration.ofSeconds(2));

    @Test
    void tellsPercentilesOfWhatWasDone() {
        for (int millis = 1; millis <= 100; millis++) {
            measurement.record(Outcome.done(), TimeUnit.MILLISECONDS.toNanos(millis));
        }

        assertThat(measurement.percentileMillis(50)).isCloseTo(50, within(0.1));
        assertThat(measurement.percentileMillis(99)).isCloseTo(99, within(0.1));
        assertThat(measurement.maxMillis()).isCloseTo(100, within(0.1));
        assertThat(measurement.perSecond()).isEqualTo(50);
    }

    @Test
    void countsRefusalsAndFailuresApartAndNotAsDone() {
        measurement.record(new Outcome(Verdict.REFUSED, "hold: 409 sold-out"), 1);
        measurement.record(new Outcome(Verdict.REFUSED, "hold: 409 sold-out"), 1);
        measurement.record(new Outcome(Verdict.FAILED, "hold: 503 unavailable"), 1);

        assertThat(measurement.refused()).isEqualTo(Map.of("hold: 409 sold-out", 2L));
        assertThat(measurement.failed()).isEqualTo(Map.of("hold: 503 unavailable", 1L));
        assertThat(measurement.done()).isZero();
        assertThat(measurement.percentileMillis(99)).isZero();
    }

    @Test
    void keepsTimesBeyondTheLongestAsTheLongest() {
        measurement.record(Outcome.done(), TimeUnit.HOURS.toNanos(3));

        assertThat(measurement.maxMillis()).isGreaterThanOrEqualTo(300_000.0);
    }

    @Test
    void addsWhatWasMeasuredAtAnotherTime() {
        Measurement later = new Measurement(Duration.ofSeconds(2));
        measurement.record(Outcome.done(), TimeUnit.MILLISECONDS.toNanos(10));
        later.record(Outcome.done(), TimeUnit.MILLISECONDS.toNanos(30));
        later.record(new Outcome(Verdict.REFUSED, "login: 503"), TimeUnit.MILLISECONDS.toNanos(5));
        later.record(new Outcome(Verdict.FAILED, "login: 500"), 1);

        measurement.add(later);

        assertThat(measurement.perSecond()).isEqualTo(0.5);
        assertThat(measurement.maxMillis()).isCloseTo(30, within(0.1));
        assertThat(measurement.refusedPercentileMillis(100)).isCloseTo(5, within(0.1));
        assertThat(measurement.refused()).isEqualTo(Map.of("login: 503", 1L));
        assertThat(measurement.failed()).isEqualTo(Map.of("login: 500", 1L));
    }
}
