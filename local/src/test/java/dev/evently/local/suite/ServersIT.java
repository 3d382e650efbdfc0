package dev.evently.local.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evently.local.process.RunFolder;
import dev.evently.local.process.RunningProcess;
import dev.evently.local.secret.Secrets;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServersIT {
    private static final Ports PORTS = freePorts();

    private final Checkout checkout = new Checkout(Path.of(System.getProperty("evently.root", "..")));
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final Progress progress = new Progress(new PrintStream(said, true, StandardCharsets.UTF_8));

    @TempDir
    Path data;

    @AfterEach
    void stop() throws Exception {
        new Shutdown(new RunFolder(data), progress).stopAll();
    }

    @Test
    void dataSurviveAndNoProcessIsLeft() throws Exception {
        start();
        List<RunningProcess> first = new RunFolder(data).running();
        assertThat(first).extracting(RunningProcess::name).containsExactly("kafka", "mail-sink", "postgres", "redis");
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE kept (value text)");
            statement.execute("INSERT INTO kept VALUES ('yes')");
        }

        new Suite(checkout, data, progress).down();

        assertThat(first).noneMatch(RunningProcess::isAlive);
        start();
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT value FROM kept")) {
            assertThat(row.next()).isTrue();
            assertThat(row.getString(1)).isEqualTo("yes");
        }
    }

    @Test
    void serversThatRunAreLeftAlone() throws Exception {
        start();
        List<Long> before =
                new RunFolder(data).running().stream().map(RunningProcess::pid).toList();

        start();

        assertThat(new RunFolder(data).running())
                .extracting(RunningProcess::pid)
                .isEqualTo(before);
    }

    private void start() throws Exception {
        Secrets secrets = Secrets.in(data);
        Programs programs =
                new Programs(checkout, PORTS, Preset.STANDARD, new ServiceEnvironment(PORTS, Preset.STANDARD, secrets));
        new Servers(data, PORTS, secrets, checkout, programs)
                .start(new Start(new RunFolder(data), progress), new Health());
    }

    private Connection connect() throws Exception {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + PORTS.postgres() + "/event",
                ServiceEnvironment.POSTGRES_USER,
                Secrets.in(data).password(ServiceEnvironment.POSTGRES_PASSWORD));
    }

    private static Ports freePorts() {
        for (int offset = 20_011; offset < 40_000; offset += 137) {
            Ports ports = new Ports(offset);
            if (ports.wanted().keySet().stream().noneMatch(Preflight::isTaken)) {
                return ports;
            }
        }
        throw new IllegalStateException("No range of ports is free");
    }
}
