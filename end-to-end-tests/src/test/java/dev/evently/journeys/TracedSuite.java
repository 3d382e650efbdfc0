package dev.evently.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** A suite of its own of which every request is traced. */
final class TracedSuite implements AutoCloseable {

    private static final int UP_MINUTES = 12;

    /** Beside those of the other suites, and below the ports that the system gives to outgoing connections. */
    private static final IntStream OFFSETS =
            IntStream.iterate(6_500, offset -> offset >= 4_000, offset -> offset - 125);

    private static final List<Integer> SOME_PORTS = List.of(8080, 8101, 8107, 8761, 15432, 16379, 19092);

    private final Path data = SuiteFolder.create("traces-");
    private final int offset = OFFSETS.filter(TracedSuite::isFree).findFirst().orElseThrow();

    private TracedSuite() {}

    static TracedSuite sendingTo(SpanReceiver receiver) {
        TracedSuite suite = new TracedSuite();
        SuiteFolder.guard(suite.data);
        String offset = Integer.toString(suite.offset);
        suite.run("up", "--detach", "--port-offset", offset, "--traces-to=" + receiver.url());
        return suite;
    }

    String gatewayUrl() {
        return "http://127.0.0.1:" + (8080 + offset);
    }

    private void run(String... arguments) {
        List<String> command = new ArrayList<>(List.of(SuiteFolder.command()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("--data", data.toString()));
        Path output = data.resolve("command-" + arguments[0] + ".log");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("EVENTLY_SKIP_BUILD", "1");
        try {
            Process process = builder.start();
            boolean ended = process.waitFor(UP_MINUTES, TimeUnit.MINUTES);
            if (!ended) {
                process.destroy();
            }
            assertThat(ended && process.exitValue() == 0)
                    .as("./evently %s; see %s", String.join(" ", arguments), output)
                    .isTrue();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        run("down");
        SuiteFolder.close(data);
    }

    private static boolean isFree(int offset) {
        return SOME_PORTS.stream().allMatch(base -> {
            try (ServerSocket socket = new ServerSocket(base + offset, 1, InetAddress.getLoopbackAddress())) {
                return socket.isBound();
            } catch (IOException e) {
                return false;
            }
        });
    }
}
