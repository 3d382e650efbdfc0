package dev.evently.local;

import dev.evently.local.process.RunningProcess;
import dev.evently.local.suite.Suite;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows every process of the suite. */
@Command(
        name = "status",
        description = "Shows every process; exit code 3 unless all of them run and are healthy.",
        mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {
    private static final String ROW = "%-22s %8s %7s  %-5s %10s  %s%n";
    private static final int NOT_RUNNING = 3;
    private static final long MEBIBYTE = 1024L * 1024;

    @Mixin
    private SuiteOptions options = new SuiteOptions();

    @Override
    public Integer call() throws IOException, InterruptedException {
        Suite suite = options.suite();
        System.out.printf(Locale.ROOT, ROW, "PROCESS", "PID", "PORT", "STATE", "MEMORY", "UPTIME");
        for (String name : suite.processNames()) {
            Optional<RunningProcess> process = suite.process(name);
            if (process.isPresent()) {
                show(process.get());
            } else {
                System.out.printf(Locale.ROOT, ROW, name, "-", "-", "down", "-", "-");
            }
        }
        boolean healthy = suite.isHealthy();
        System.out.println();
        System.out.printf(
                Locale.ROOT,
                "%s, %d MiB resident, data in %s%n",
                healthy ? "Healthy, preset " + suite.preset() : "Not healthy",
                suite.residentBytes() / MEBIBYTE,
                suite.data());
        return healthy ? 0 : NOT_RUNNING;
    }

    private static void show(RunningProcess process) {
        System.out.printf(
                Locale.ROOT,
                ROW,
                process.name(),
                process.pid(),
                process.port(),
                "up",
                process.residentBytes() / MEBIBYTE + " MiB",
                process.startedAt().map(StatusCommand::uptime).orElse("-"));
    }

    private static String uptime(Instant startedAt) {
        Duration uptime = Duration.between(startedAt, Instant.now());
        return "%d:%02d:%02d".formatted(uptime.toHours(), uptime.toMinutesPart(), Math.max(0, uptime.toSecondsPart()));
    }
}
