package dev.evently.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * The crash test in its short form, beside the other journeys, for it has a suite of its own; {@code -De2e.bookings=2000}
 * makes it a long one. The second test needs the suite of the first, and leaves it broken.
 */
@Execution(ExecutionMode.CONCURRENT)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ChaosIT {

    private static final Path DATA = SuiteFolder.create("chaos-");
    private static final String BOOKINGS = System.getProperty("e2e.bookings", "120");

    @BeforeAll
    static void guard() {
        SuiteFolder.guard(DATA);
    }

    @AfterAll
    static void stop() throws Exception {
        assertThat(evently("down", "--data", DATA.toString()).exitCode()).isZero();
        SuiteFolder.close(DATA);
    }

    @Test
    @Execution(ExecutionMode.SAME_THREAD)
    @Order(1)
    void keepsEveryPromiseThoughEachServerDies() throws Exception {
        Run run = chaos("--bookings", BOOKINGS, "--rounds", "5", "--quiet-seconds", "120", "--seed", "1");

        assertThat(run.exitCode()).as(run.printed()).isZero();
        assertThat(run.printed())
                .contains("{BOOKING_SERVICE=1, SHARD=1, SHARD_DISK=1, REDIS=1, KAFKA=1}")
                .contains("kept    Nothing is oversold")
                .doesNotContain("BROKEN");
    }

    @Test
    @Execution(ExecutionMode.SAME_THREAD)
    @Order(2)
    void noticesServerThatForgetsWhatItCommitted() throws Exception {
        Run run = chaos(
                "--sabotage",
                "FORGETFUL_COMMITS",
                "--kill",
                "SHARD",
                "--bookings",
                "60",
                "--rounds",
                "3",
                "--quiet-seconds",
                "1",
                "--seed",
                "2");

        assertThat(run.exitCode()).as(run.printed()).isEqualTo(1);
        assertThat(run.printed()).contains("BROKEN  What each client was told is what the database says");
    }

    private record Run(int exitCode, String printed) {}

    private static Run chaos(String... options) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("chaos", "bookings", "--data", DATA.toString(), "--keep"));
        arguments.addAll(List.of("--hold-seconds", "10", "--events", "4"));
        arguments.addAll(List.of(options));
        return evently(arguments.toArray(String[]::new));
    }

    private static Run evently(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(SuiteFolder.command()));
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile(DATA, "command-", ".log");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("EVENTLY_SKIP_BUILD", "1");
        Process process = builder.start();
        boolean ended = process.waitFor(20, TimeUnit.MINUTES);
        if (!ended) {
            process.destroy();
        }
        String printed = Files.readString(output);
        assertThat(ended).as("in time: %s", printed).isTrue();
        return new Run(process.exitValue(), printed);
    }
}
