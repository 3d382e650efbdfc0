package dev.evently.loadtest.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evently.loadtest.load.LoadGenerator;
import dev.evently.loadtest.load.Measurement;
import dev.evently.loadtest.load.Outcome;
import dev.evently.loadtest.suite.ProcessorUse;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReadReportTests {

    private static final ProcessorUse USE = new ProcessorUse(
            Duration.ofSeconds(2),
            Duration.ofMillis(500),
            Map.of("gateway", Duration.ofSeconds(2), "kafka", Duration.ofMillis(1)),
            Duration.ZERO);

    @Test
    void comparesWithTheBareGateway() {
        Level level = new Level("event", 100, result(300, 0), USE, result(600, 0));

        assertThat(level.ratio()).isEqualTo(0.5);
        assertThat(level.isClean()).isTrue();
        assertThat(printed(level)).contains("event", "100", "150", "0.50", "300");
    }

    @Test
    void tellsEachKindOfFailure() {
        Level level = new Level("list", 10, result(10, 3), USE, result(10, 0));

        assertThat(level.isClean()).isFalse();
        assertThat(printed(level)).contains("failed: 3 x read: 503 unavailable");
    }

    @Test
    void namesTheProcessesThatWorked() {
        assertThat(ReadReport.cores(USE)).isEqualTo("gateway 1.00, generator 0.25");
    }

    @Test
    void hasNoRatioWithoutAReference() {
        assertThat(new Level("event", 1, result(5, 0), USE, result(0, 0)).ratio())
                .isZero();
    }

    private static String printed(Level level) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ReadReport report = new ReadReport(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        report.columns();
        report.level(level);
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static LoadGenerator.Result result(int done, int failed) {
        Measurement measured = new Measurement(Duration.ofSeconds(2));
        for (int i = 0; i < done; i++) {
            measured.record(Outcome.done(), 1_000_000);
        }
        for (int i = 0; i < failed; i++) {
            measured.record(new Outcome(Outcome.Verdict.FAILED, "read: 503 unavailable"), 1);
        }
        return new LoadGenerator.Result(new Measurement(Duration.ZERO), measured);
    }
}
