package dev.evently.loadtest.login;

import dev.evently.loadtest.suite.RunningJar;
import dev.evently.local.process.Scheduling;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The bare password hash on all cores: a password compared with a hash of the suite's own, whose parameters are those of
 * the suite therefore, by the same library in a process of its own.
 */
public final class BareHash {

    private BareHash() {}

    /** Runs it with the libraries of the service that checks passwords, and returns what it has printed. */
    public static double run(
            ProcessHandle service, Scheduling scheduling, String password, String hash, Duration duration)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(scheduling.prefix());
        command.addAll(RunningJar.of(service).command(ComparePasswords.class, library -> true));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            try (Writer given = process.outputWriter(StandardCharsets.UTF_8)) {
                given.append("%s%n%s%n%s%n".formatted(password, hash, duration.toMillis() / 1e3));
            }
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
            return printed.lines()
                    .filter(line -> line.startsWith(ComparePasswords.RATE))
                    .findFirst()
                    .map(line -> Double.parseDouble(line.substring(ComparePasswords.RATE.length())))
                    .orElseThrow(() -> new IOException("The bare hash was not measured: " + printed));
        } finally {
            process.destroyForcibly();
        }
    }
}
