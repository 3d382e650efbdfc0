package dev.evently.loadtest.login;

import dev.evently.loadtest.suite.RunningJar;
import dev.evently.local.process.Scheduling;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The bare password hash on all cores: a password compared with a hash of the suite's own, whose parameters are those of
 * the suite therefore, by the same library in a process of its own. It does nothing while it is not asked.
 */
public final class BareHash implements AutoCloseable {

    private final Process process;
    private final Writer given;
    private final BufferedReader printed;

    private BareHash(Process process) {
        this.process = process;
        this.given = process.outputWriter(StandardCharsets.UTF_8);
        this.printed = process.inputReader(StandardCharsets.UTF_8);
    }

    /** Starts it with the libraries of the service that checks passwords. */
    public static BareHash start(ProcessHandle service, Scheduling scheduling, String password, String hash)
            throws IOException {
        List<String> command = new ArrayList<>(scheduling.prefix());
        command.addAll(RunningJar.of(service).command(ComparePasswords.class, library -> true));
        BareHash started = new BareHash(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
        started.tell(password);
        started.tell(hash);
        return started;
    }

    /** Compares for so long, and returns how many it did in a second. */
    public double perSecond(Duration duration) throws IOException {
        tell(Double.toString(duration.toMillis() / 1e3));
        for (String line = printed.readLine(); line != null; line = printed.readLine()) {
            if (line.startsWith(ComparePasswords.RATE)) {
                return Double.parseDouble(line.substring(ComparePasswords.RATE.length()));
            }
        }
        throw new IOException("The bare hash has ended; what it said of that is above");
    }

    private void tell(String line) throws IOException {
        given.append(line).append(System.lineSeparator()).flush();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
