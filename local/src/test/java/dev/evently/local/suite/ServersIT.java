package dev.evently.local.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evently.local.process.RunFolder;
import dev.evently.local.process.RunningProcess;
import dev.evently.local.process.Scheduling;
import dev.evently.local.secret.Secrets;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServersIT {
    private static final Databases SPREAD = new Databases(2, 1);
    /** The ports stay below those that the system gives to clients, from 32768 on. */
    private static final int HIGHEST_OFFSET = 13_500;

    private static final Ports PORTS = Ports.freeBelow(HIGHEST_OFFSET, SPREAD).orElseThrow();

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

    @Test
    void shardsHaveServersOfTheirOwnAndReplicasFollow() throws Exception {
        start(SPREAD);
        assertThat(new RunFolder(data).running())
                .extracting(RunningProcess::name)
                .contains("postgres", "postgres-shard-0", "postgres-shard-1", "postgres-replica-0");
        execute(PORTS.postgres(), "event", "CREATE TABLE kept (value text)");
        execute(PORTS.postgres(), "event", "INSERT INTO kept VALUES ('event')");
        execute(PORTS.shardServer(1), "booking_1", "CREATE TABLE kept AS SELECT 'booking' AS value");
        awaitKept(PORTS.replica(0), "event", "event");

        new Suite(checkout, data, progress).down();
        start(SPREAD);

        awaitKept(PORTS.shardServer(1), "booking_1", "booking");
        execute(PORTS.postgres(), "event", "UPDATE kept SET value = 'later'");
        awaitKept(PORTS.replica(0), "event", "later");
    }

    @Test
    void killedServersStartAgainWhereTheyWere() throws Exception {
        start(SPREAD);
        execute(PORTS.shardServer(0), "booking_0", "CREATE TABLE kept AS SELECT 'booking' AS value");
        kill("postgres-shard-0");
        kill("postgres-replica-0");
        execute(PORTS.postgres(), "event", "CREATE TABLE kept AS SELECT 'meanwhile' AS value");

        start(SPREAD);

        awaitKept(PORTS.shardServer(0), "booking_0", "booking");
        awaitKept(PORTS.replica(0), "event", "meanwhile");
        kill("postgres");
        start(SPREAD);
        execute(PORTS.postgres(), "event", "UPDATE kept SET value = 'after the crash'");
        awaitKept(PORTS.replica(0), "event", "after the crash");
    }

    @Test
    void replicasComeAndGo() throws Exception {
        start();
        execute(PORTS.postgres(), "event", "CREATE TABLE kept AS SELECT 'before the replica' AS value");
        start(new Databases(0, 1));
        awaitKept(PORTS.replica(0), "event", "before the replica");
        new Suite(checkout, data, progress).down();

        start();

        assertThat(data.resolve("postgres-replica-0")).doesNotExist();
    }

    private void start() throws Exception {
        start(new Databases(0, 0));
    }

    private void start(Databases databases) throws Exception {
        Secrets secrets = Secrets.in(data);
        Programs programs = new Programs(
                checkout,
                PORTS,
                Preset.STANDARD,
                Tracing.OFF,
                new ServiceEnvironment(PORTS, Preset.STANDARD, databases, Tracing.OFF, secrets, Map.of()));
        new Servers(data, PORTS, checkout, programs, new PostgresServers(data, PORTS, databases, secrets))
                .start(new Start(new RunFolder(data), progress, Scheduling.USUAL), new Health());
    }

    private void kill(String name) throws Exception {
        RunningProcess process = new RunFolder(data).find(name).orElseThrow();
        ProcessHandle.of(process.pid()).orElseThrow().destroyForcibly();
        Awaitility.await().until(() -> !process.isAlive());
    }

    private void execute(int port, String database, String sql) throws Exception {
        try (Connection connection = connect(port, database);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private void awaitKept(int port, String database, String expected) {
        Awaitility.await().atMost(Duration.ofSeconds(30)).ignoreExceptions().untilAsserted(() -> {
            try (Connection connection = connect(port, database);
                    Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("SELECT value FROM kept")) {
                assertThat(row.next()).isTrue();
                assertThat(row.getString(1)).isEqualTo(expected);
            }
        });
    }

    private Connection connect() throws Exception {
        return connect(PORTS.postgres(), "event");
    }

    private Connection connect(int port, String database) throws Exception {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + port + "/" + database,
                ServiceEnvironment.POSTGRES_USER,
                Secrets.in(data).password(ServiceEnvironment.POSTGRES_PASSWORD));
    }
}
