package dev.evently.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The benchmarks for a few seconds each; they fail if the ledger does not balance. No speed is expected of them. */
class BenchIT {

    @Test
    void holdsBalance() {
        assertThat(bench("holds")).containsPattern("failed +none").contains("balanced and as told");
    }

    @Test
    void bookingsBalance() {
        assertThat(bench("bookings", "--events", "5"))
                .containsPattern("failed +none")
                .contains("balanced and as told");
    }

    private static String bench(String... benchmark) {
        List<String> arguments = new ArrayList<>(List.of("bench"));
        arguments.addAll(List.of(benchmark));
        arguments.addAll(List.of("--warmup", "2s", "--duration", "3s", "--buyers", "4", "--users", "4"));
        arguments.addAll(List.of("--no-reference", "--any-preset"));
        return RunningSuite.shared().command(arguments.toArray(String[]::new));
    }
}
