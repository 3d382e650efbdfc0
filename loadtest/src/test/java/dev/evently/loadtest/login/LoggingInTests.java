package dev.evently.loadtest.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evently.loadtest.load.Measurement;
import dev.evently.loadtest.load.Outcome;
import dev.evently.loadtest.load.Outcome.Verdict;
import dev.evently.loadtest.load.Reply;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LoggingInTests {

    @Test
    void takesOnlyARefusalThatSaysWhenToComeBackForARightOne() {
        assertThat(outcome(503, "1").verdict()).isEqualTo(Verdict.REFUSED);
        assertThat(outcome(503, "").verdict()).isEqualTo(Verdict.FAILED);
        assertThat(outcome(401, "1").verdict()).isEqualTo(Verdict.FAILED);
        assertThat(outcome(0, "").verdict()).isEqualTo(Verdict.FAILED);
        assertThat(outcome(200, "").verdict()).isEqualTo(Verdict.DONE);
    }

    @Test
    void timesRefusalsApart() {
        Measurement measured = new Measurement(Duration.ofSeconds(1));
        measured.record(Outcome.done(), 80_000_000);
        measured.record(outcome(503, "1"), 2_000_000);

        assertThat(measured.refusedPercentileMillis(97.5)).isBetween(1.9, 2.1);
        assertThat(measured.percentileMillis(97.5)).isBetween(79.0, 81.0);
    }

    private static Outcome outcome(int status, String retryAfter) {
        return LoggingIn.outcome(new Reply(status, "", retryAfter, Buffer.buffer("{}")));
    }
}
