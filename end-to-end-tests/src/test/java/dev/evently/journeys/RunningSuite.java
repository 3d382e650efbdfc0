package dev.evently.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The one suite of this test run, with data and ports of its own, started by {@code ./evently up} at first use.
 *
 * <p>It is stopped when the tests have ended. A guard process stops it when this JVM dies before that, however it dies.
 */
final class RunningSuite {

    private static final Path ROOT =
            Path.of(System.getProperty("evently.root", "..")).toAbsolutePath().normalize();
    private static final Duration UP_LIMIT = Duration.ofMinutes(12);
    private static final Duration LIMIT = Duration.ofMinutes(2);
    /** Offsets that keep every port below those that the system gives to outgoing connections. */
    private static final IntStream OFFSETS =
            IntStream.iterate(13_500, offset -> offset >= 10_000, offset -> offset - 125);

    private static final List<Integer> BASE_PORTS =
            List.of(8080, 8081, 8101, 8102, 8103, 8104, 8105, 8106, 8107, 8125, 8126, 8761, 15432, 16379, 19092, 19093);

    private static @Nullable RunningSuite started;

    private final Path data;
    private final int offset;
    private boolean usable;

    private RunningSuite(Path data, int offset) {
        this.data = data;
        this.offset = offset;
    }

    static synchronized RunningSuite shared() {
        RunningSuite suite = started;
        if (suite == null) {
            suite = new RunningSuite(newDataFolder(), freeOffset());
            suite.guard();
            started = suite;
            suite.restore();
            suite.usable = true;
        }
        if (!suite.usable) {
            throw new IllegalStateException("The suite did not start; see " + suite.data);
        }
        return suite;
    }

    static synchronized void closeIfStarted() {
        RunningSuite suite = started;
        if (suite != null) {
            suite.close();
        }
    }

    String gatewayUrl() {
        return "http://127.0.0.1:" + port(8080);
    }

    String discoveryUrl() {
        return "http://127.0.0.1:" + port(8761);
    }

    String kafkaBootstrap() {
        return "127.0.0.1:" + port(19092);
    }

    Path data() {
        return data;
    }

    private int port(int base) {
        return base + offset;
    }

    /** Starts whatever of the suite does not run, and returns once all of it is healthy. */
    void restore() {
        command(UP_LIMIT, "up", "--detach", "--data", data.toString(), "--port-offset", String.valueOf(offset));
    }

    /** Runs a command of {@code ./evently} on this suite and returns what it prints. */
    String command(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--data", data.toString()));
        return command(LIMIT, all.toArray(String[]::new));
    }

    /** Ends a process of the suite as {@code kill -9} does. */
    void kill(String name) {
        ProcessHandle process = process(name);
        assertThat(process.destroyForcibly()).as("kill -9 of %s", name).isTrue();
        process.onExit().orTimeout(10, TimeUnit.SECONDS).join();
    }

    ProcessHandle process(String name) {
        Properties record = new Properties();
        try (Reader reader = Files.newBufferedReader(data.resolve("run").resolve(name + ".pid"))) {
            record.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return ProcessHandle.of(Long.parseLong(record.getProperty("pid"))).orElseThrow();
    }

    private String command(Duration limit, String... arguments) {
        List<String> command = new ArrayList<>(List.of(ROOT.resolve("evently").toString()));
        command.addAll(List.of(arguments));
        Path output = data.resolve("command-" + arguments[0] + ".log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("EVENTLY_SKIP_BUILD", "1");
        try {
            long before = Files.exists(output) ? Files.size(output) : 0;
            Process process = builder.start();
            boolean ended = process.waitFor(limit.toSeconds(), TimeUnit.SECONDS);
            String printed = Files.readString(output).substring(Math.toIntExact(before));
            if (!ended) {
                process.destroy();
            }
            assertThat(ended && process.exitValue() == 0)
                    .as("./evently %s: %s", String.join(" ", arguments), printed)
                    .isTrue();
            return printed;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Starts the process that stops the suite should this JVM die without having done so. */
    private void guard() {
        String script = """
                while kill -0 "$1" 2>/dev/null && [ ! -e "$2/closed" ]; do sleep 1; done
                [ -e "$2/closed" ] && exit 0
                [ -e "$2/second.pid" ] && kill -9 "$(cat "$2/second.pid")"
                exec "$3" down --data "$2"
                """;
        List<String> command = List.of(
                "setsid",
                "sh",
                "-c",
                script,
                "guard",
                String.valueOf(ProcessHandle.current().pid()),
                data.toString(),
                ROOT.resolve("evently").toString());
        try {
            new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(data.resolve("guard.log").toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void close() {
        command("down");
        try {
            Files.createFile(data.resolve("closed"));
            deleteAllButLogs();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void deleteAllButLogs() throws IOException {
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                boolean kept = file.equals(data)
                        || file.startsWith(data.resolve("logs"))
                        || file.equals(data.resolve("closed"))
                        || (data.equals(file.getParent()) && file.toString().endsWith(".log"));
                if (!kept) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    private static Path newDataFolder() {
        try {
            Path parent = ROOT.resolve("end-to-end-tests/target/suites");
            Files.createDirectories(parent);
            return Files.createTempDirectory(parent, "run-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freeOffset() {
        return OFFSETS.filter(offset -> BASE_PORTS.stream().allMatch(base -> isFree(base + offset)))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No range of ports is free"));
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
