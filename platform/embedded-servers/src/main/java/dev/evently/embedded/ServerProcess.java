package dev.evently.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A server that this JVM started and will stop. */
public final class ServerProcess {
    private static final Duration PROBE_INTERVAL = Duration.ofMillis(50);
    private static final Duration STOP_GRACE = Duration.ofSeconds(15);
    private static final int LOG_LINES_IN_MESSAGE = 15;

    private final Launch launch;
    private final Process process;
    private final Path log;

    private ServerProcess(Launch launch, Process process, Path log) {
        this.launch = launch;
        this.process = process;
        this.log = log;
    }

    /** Starts the server with its output appended to {@code log}; returns before it is ready. */
    public static ServerProcess start(Launch launch, Path log) throws IOException {
        Process process = new ProcessBuilder(launch.command())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        return new ServerProcess(launch, process, log);
    }

    public ProcessHandle handle() {
        return process.toHandle();
    }

    /**
     * Waits until the server answers.
     *
     * @throws IOException if it dies or is still silent after {@code limit}; the message ends with its last log lines
     */
    public void awaitReady(Duration limit) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!launch.ready().answers()) {
            if (process.waitFor(PROBE_INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IOException(
                        "%s ended with code %d%n%s".formatted(launch.name(), process.exitValue(), lastLogLines()));
            }
            if (System.nanoTime() > deadline) {
                throw new IOException("%s did not answer on port %d within %d s%n%s"
                        .formatted(launch.name(), launch.port(), limit.toSeconds(), lastLogLines()));
            }
        }
    }

    /** Stops the server in order, and by force when that takes more than 15 seconds. */
    public void stop() throws InterruptedException {
        if (process.isAlive() && !askedToStop()) {
            process.destroy();
        }
        if (!process.waitFor(STOP_GRACE.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
            process.waitFor();
        }
    }

    private boolean askedToStop() throws InterruptedException {
        if (launch.stopCommand().isEmpty()) {
            return false;
        }
        try {
            Process stopping = new ProcessBuilder(launch.stopCommand())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            return stopping.waitFor(STOP_GRACE.toSeconds(), TimeUnit.SECONDS) && stopping.exitValue() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private String lastLogLines() throws IOException {
        List<String> lines = new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
                .lines()
                .toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_LINES_IN_MESSAGE), lines.size()));
    }
}
