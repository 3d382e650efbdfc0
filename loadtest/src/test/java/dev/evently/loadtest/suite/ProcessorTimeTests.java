package dev.evently.loadtest.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ProcessorTimeTests {

    @Test
    void addsUserAndSystemTimeOfAProcessAndItsEndedChildren() {
        String stat = "17 (a (b) c) S 1 17 17 0 -1 4194560 1 2 3 4 100 20 3 1 20 0 1 0 99 1 1";

        assertThat(ProcessorTime.ticks(stat)).isEqualTo(124);
    }

    @Test
    void leavesOutWhatTheMachineIdles() {
        String stat = "cpu  100 1 20 5000 300 0 7 2 50 0\ncpu0 1 1 1 1 1 1 1 1 1 1\n";

        assertThat(ProcessorTime.busyTicks(stat)).isEqualTo(130);
    }

    @Test
    void tellsWhatWasUsedBetweenTwoSamples() {
        ProcessorUse.Sample first = new ProcessorUse.Sample(
                0, Duration.ofSeconds(1), Map.of("gateway", Duration.ofSeconds(5)), OptionalLong.of(0));
        ProcessorUse.Sample second = new ProcessorUse.Sample(
                2_000_000_000L,
                Duration.ofMillis(1500),
                Map.of("gateway", Duration.ofSeconds(6)),
                OptionalLong.of(3_000_000_000L));

        ProcessorUse use = second.since(first);

        assertThat(use.cores(use.generator())).isEqualTo(0.25);
        assertThat(use.suiteCores()).isEqualTo(0.5);
        assertThat(use.others()).isEqualTo(Duration.ofMillis(1500));
    }
}
