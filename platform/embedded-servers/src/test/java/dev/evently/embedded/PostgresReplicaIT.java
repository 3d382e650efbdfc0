package dev.evently.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresReplicaIT {
    private static final Duration LIMIT = Duration.ofMinutes(1);

    @TempDir
    Path folder;

    private final List<ServerProcess> running = new ArrayList<>();
    private PostgresServer primary;

    @BeforeEach
    void startPrimary() throws Exception {
        primary = PostgresServer.prepare(settings("primary", freePort()));
        start(primary.launch());
        onPrimary("CREATE TABLE note (text text)");
    }

    @AfterEach
    void stop() throws Exception {
        for (ServerProcess server : running.reversed()) {
            server.stop();
        }
    }

    @Test
    void followsItsPrimaryAndCatchesUpAfterACrash() throws Exception {
        PostgresServer.Settings settings = settings("replica-0", freePort());
        PostgresReplica replica = PostgresReplica.prepare(settings, primary);
        ServerProcess process = start(replica.launch());
        onPrimary("INSERT INTO note VALUES ('one')");
        awaitNotes(settings, "one");
        assertThat(replica.streams()).isTrue();

        process.handle().destroyForcibly();
        process.handle().onExit().get();
        onPrimary("INSERT INTO note VALUES ('two')");
        Path mark = Files.createFile(settings.data().resolve("still-the-same-copy"));
        start(PostgresReplica.prepare(settings, primary).launch());

        awaitNotes(settings, "one, two");
        assertThat(mark).exists();
    }

    @Test
    void isClonedAgainWhenThePrimaryNoLongerKnowsIt() throws Exception {
        PostgresServer.Settings settings = settings("replica-0", freePort());
        PostgresReplica replica = PostgresReplica.prepare(settings, primary);
        ServerProcess process = start(replica.launch());
        process.stop();
        onPrimary("SELECT pg_drop_replication_slot('replica_0')");
        onPrimary("INSERT INTO note VALUES ('missed')");
        Path mark = Files.createFile(settings.data().resolve("old-copy"));

        start(PostgresReplica.prepare(settings, primary).launch());

        awaitNotes(settings, "missed");
        assertThat(mark).doesNotExist();
    }

    @Test
    void followsOneThatWasAReplicaAndTookOver() throws Exception {
        PostgresServer.Settings settings = settings("replica-0", freePort());
        ServerProcess second = start(PostgresReplica.prepare(settings, primary).launch());
        running.getFirst().handle().destroyForcibly();
        try (Connection connection = PostgresServer.over(settings).connect("postgres", 30);
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_promote()");
        }
        second.stop();
        PostgresServer promoted = PostgresServer.over(settings);
        start(promoted.launch());

        PostgresServer.Settings next = settings("replica-1", freePort());
        PostgresReplica replica = PostgresReplica.prepare(next, promoted);
        start(replica.launch());

        try (Connection connection = promoted.connect("postgres", 5);
                Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO note VALUES ('taken over')");
        }
        awaitNotes(next, "taken over");
    }

    @Test
    void replacesAFolderThatIsAnothersClone() throws Exception {
        PostgresServer.Settings settings = settings("replica-0", freePort());
        PostgresServer.prepare(settings);
        onPrimary("INSERT INTO note VALUES ('ours')");

        start(PostgresReplica.prepare(settings, primary).launch());

        awaitNotes(settings, "ours");
    }

    @Test
    void leavesNothingBehindWhenDiscarded() throws Exception {
        PostgresServer.Settings settings = settings("replica-0", freePort());
        PostgresReplica.prepare(settings, primary);

        PostgresReplica.discard("replica-0", settings.data(), primary);

        assertThat(settings.data()).doesNotExist();
        try (Connection connection = primary.connect("postgres", 5);
                Statement statement = connection.createStatement();
                ResultSet slots = statement.executeQuery("SELECT FROM pg_replication_slots")) {
            assertThat(slots.next()).isFalse();
        }
    }

    private PostgresServer.Settings settings(String name, int port) {
        Path binaries = Path.of("target", "test-binaries");
        return new PostgresServer.Settings(name, folder.resolve(name), binaries, port, "evently", "a:b\\c", 20, true);
    }

    private ServerProcess start(Launch launch) throws Exception {
        ServerProcess process = ServerProcess.start(launch, folder.resolve(launch.name() + ".log"));
        running.add(process);
        process.awaitReady(LIMIT);
        return process;
    }

    private void onPrimary(String sql) throws SQLException {
        try (Connection connection = primary.connect("postgres", 5);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void awaitNotes(PostgresServer.Settings replica, String expected) throws Exception {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!notes(replica).equals(expected)) {
            assertThat(System.nanoTime())
                    .as("%s has %s", replica, notes(replica))
                    .isLessThan(deadline);
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    private static String notes(PostgresServer.Settings replica) throws IOException, SQLException {
        try (Connection connection = PostgresServer.over(replica).connect("postgres", 5);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT coalesce(string_agg(text, ', '), '') FROM note")) {
            row.next();
            return row.getString(1);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
