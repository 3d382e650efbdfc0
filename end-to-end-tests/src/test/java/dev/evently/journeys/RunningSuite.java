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
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The one suite of this test run, with data and ports of its own, started by {@code ./evently up} at first use.
 *
 * <p>It traces what callers who trace themselves ask for, and hardly anything else; {@link #spans} are what a collector
 * gets of it. It is stopped when the tests have ended. A guard process stops it when this JVM dies before that, however it dies.
 */
final class RunningSuite {

    private static final Duration UP_LIMIT = Duration.ofMinutes(12);
    private static final Duration LIMIT = Duration.ofMinutes(2);
    /** More than nothing, for that runs no agent. */
    private static final String FEW_TRACES = "0.000001";

    /** Offsets that keep every port below those that the system gives to outgoing connections. */
    private static final IntStream OFFSETS =
            IntStream.iterate(13_500, offset -> offset >= 10_000, offset -> offset - 125);

    /** Of everything that is not a {@link SuiteService}, and where the gateway serves. */
    private static final List<Integer> OTHER_PORTS = List.of(8080, 8125, 8126, 15432, 16379, 19092, 19093);

    private static @Nullable RunningSuite started;

    private final SpanReceiver spans = SpanReceiver.start();
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
            suite = new RunningSuite(SuiteFolder.create("run-"), freeOffset());
            SuiteFolder.guard(suite.data);
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

    SpanReceiver spans() {
        return spans;
    }

    /** Where each service shows its metrics. */
    Map<String, Integer> metricsPorts() {
        return SuiteService.WITH_METRICS.stream().collect(Collectors.toMap(SuiteService::toString, this::port));
    }

    int port(SuiteService service) {
        return port(service.port());
    }

    /** The port that stands at this one in a suite without an offset. */
    int port(int base) {
        return base + offset;
    }

    /** Starts whatever of the suite does not run, and returns once all of it is healthy. */
    void restore() {
        command(
                UP_LIMIT,
                "up",
                "--detach",
                "--data=" + data,
                "--port-offset=" + offset,
                "--traces=" + FEW_TRACES,
                "--traces-to=" + spans.url());
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
        return ProcessHandle.of(Long.parseLong(property("run/" + name + ".pid", "pid")))
                .orElseThrow();
    }

    /** What the suite has made up at its first start, such as a demo login's password. */
    String secret(String name) {
        return property("secrets.properties", name);
    }

    private String property(String file, String name) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(data.resolve(file))) {
            properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Objects.requireNonNull(properties.getProperty(name), name);
    }

    private String command(Duration limit, String... arguments) {
        List<String> command = new ArrayList<>(List.of(SuiteFolder.command()));
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

    private void close() {
        command("down");
        spans.close();
        SuiteFolder.close(data);
    }

    private static int freeOffset() {
        return OFFSETS.filter(offset -> basePorts().allMatch(base -> isFree(base + offset)))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No range of ports is free"));
    }

    private static IntStream basePorts() {
        return IntStream.concat(
                OTHER_PORTS.stream().mapToInt(Integer::intValue),
                Arrays.stream(SuiteService.values()).mapToInt(SuiteService::port));
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
