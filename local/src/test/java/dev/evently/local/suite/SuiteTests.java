package dev.evently.local.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SuiteTests {
    private static final Ports PORTS = new Ports(0);

    @TempDir
    Path data;

    @Test
    void shardsAreNotLeftBehindOnTheMainServer() throws Exception {
        lastStartedWith(new Databases(0, 0));

        assertThatThrownBy(() -> up(new Databases(4, 0)))
                .isInstanceOf(StartFailure.class)
                .hasMessage("The bookings in " + data + " lie on the main PostgreSQL server;"
                        + " start it without --shards, or take another folder with --data.");
    }

    @Test
    void shardsAreNotLeftBehindOnServersOfTheirOwn() throws Exception {
        lastStartedWith(new Databases(4, 2));

        assertThatThrownBy(() -> up(new Databases(0, 2)))
                .isInstanceOf(StartFailure.class)
                .hasMessage("The bookings in " + data + " lie on 4 servers of their own;"
                        + " start it with --shards 4, or take another folder with --data.");
        assertThat(SuiteRecord.in(data).orElseThrow().databases()).isEqualTo(new Databases(4, 2));
    }

    @Test
    void recordTellsTheOptionsOfTheStart() throws Exception {
        new SuiteRecord(PORTS, Preset.STANDARD, new Databases(4, 2), new Tracing(0.01)).save(data);

        assertThat(SuiteRecord.in(data).orElseThrow())
                .hasToString("--preset standard --port-offset 0 --shards 4 --replicas 2 --traces=0.01");
    }

    @Test
    void recordTellsWhereTracesGo() throws Exception {
        URI receiver = URI.create("http://127.0.0.1:4318");
        new SuiteRecord(PORTS, Preset.STANDARD, new Databases(0, 0), new Tracing(1, receiver)).save(data);

        assertThat(SuiteRecord.in(data).orElseThrow())
                .hasToString("--preset standard --port-offset 0 --traces=1.0 --traces-to=http://127.0.0.1:4318");
    }

    @Test
    void tracingFailsBeforeAnythingStartsWithoutItsAgent() {
        Suite.Settings traced =
                new Suite.Settings(PORTS, Preset.STANDARD, new Databases(0, 0), new Tracing(1), false, Map.of());

        assertThatThrownBy(() -> up(traced))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("opentelemetry-javaagent.jar is missing");
    }

    private void lastStartedWith(Databases databases) throws Exception {
        new SuiteRecord(PORTS, Preset.STANDARD, databases, Tracing.OFF).save(data);
        Files.createDirectory(data.resolve("postgres"));
    }

    private void up(Databases databases) throws Exception {
        up(new Suite.Settings(PORTS, Preset.STANDARD, databases, false));
    }

    private void up(Suite.Settings settings) throws Exception {
        Progress progress = new Progress(new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));
        new Suite(new Checkout(data), data, progress).up(settings, () -> {});
    }
}
