package dev.evently.local.suite;

import dev.evently.local.process.RunFolder;
import dev.evently.local.process.RunningProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** Waits for starting processes, and tells when one dies instead. */
final class Watch {
    private static final Duration INTERVAL = Duration.ofMillis(100);
    private static final int LOG_LINES = 25;
    /** The frames of a stack trace push out of sight what it is about. */
    private static final Pattern STACK_FRAME = Pattern.compile("\\s+(at |\\.\\.\\. ).*");

    private final RunFolder run;

    Watch(RunFolder run) {
        this.run = run;
    }

    /** A condition that is asked for again and again. */
    @FunctionalInterface
    interface Condition {
        boolean holds() throws InterruptedException;
    }

    /** Waits until the condition holds, for as long as the processes live. */
    void until(Condition condition, List<RunningProcess> processes, Duration limit, String what)
            throws StartFailure, InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!condition.holds()) {
            for (RunningProcess process : processes) {
                requireAlive(process);
            }
            if (System.nanoTime() > deadline) {
                String logs = processes.size() == 1
                        ? "\n" + lastLogLines(processes.getFirst().name())
                        : "";
                throw new StartFailure("%s after %d s.%s".formatted(what, limit.toSeconds(), logs));
            }
            TimeUnit.MILLISECONDS.sleep(INTERVAL.toMillis());
        }
    }

    /** Whether the condition holds before the limit is over. */
    boolean seesWithin(Duration limit, Condition condition) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            TimeUnit.MILLISECONDS.sleep(INTERVAL.toMillis());
        }
        return true;
    }

    /** Waits until the process has ended, or for as long as the limit. */
    void untilEnded(RunningProcess process, Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (process.isAlive() && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(INTERVAL.toMillis());
        }
    }

    private void requireAlive(RunningProcess process) throws StartFailure {
        if (!process.isAlive()) {
            throw new StartFailure("%s ended while it was starting. The end of its log %s:\n%s"
                    .formatted(process.name(), run.log(process.name()), lastLogLines(process.name())));
        }
    }

    private String lastLogLines(String name) {
        Path log = run.log(name);
        try {
            List<String> lines = new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line ->
                            !line.isBlank() && !STACK_FRAME.matcher(line).matches())
                    .toList();
            return String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size()));
        } catch (IOException e) {
            return "(" + log + " cannot be read)";
        }
    }
}
