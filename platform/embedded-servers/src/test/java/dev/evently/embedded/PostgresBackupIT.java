package dev.evently.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresBackupIT {
    private static final Duration LIMIT = Duration.ofMinutes(1);

    @TempDir
    Path folder;

    private final List<ServerProcess> running = new ArrayList<>();

    @AfterEach
    void stop() throws Exception {
        for (ServerProcess server : running.reversed()) {
            server.stop();
        }
    }

    @Test
    void bringsBackTheLatestMomentAndOneOfThePast() throws Exception {
        PostgresServer.Settings settings = settings("server");
        PostgresServer server = PostgresServer.prepare(settings);
        PostgresBackup backup = PostgresBackup.in(folder.resolve("backup of 'it'"), settings);
        ServerProcess first = start(server.launch());
        sql(settings, "CREATE TABLE note (number int GENERATED ALWAYS AS IDENTITY, text text)");
        assertThat(backup.archive(Duration.ofMinutes(1))).isFalse();
        first.stop();
        ServerProcess second = start(server.launch());
        assertThat(backup.archive(Duration.ofMinutes(1))).isTrue();
        note(settings, "before the backup");
        backup.take();
        note(settings, "archived");
        Instant moment =
                Instant.parse(sql(settings, "SELECT to_char(clock_timestamp(), 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')"));
        note(settings, "later");
        String segment = sql(settings, "SELECT pg_walfile_name(pg_switch_wal())");
        awaitArchived(backup, segment);
        note(settings, "not archived");

        kill(second);
        Path saved = Files.move(settings.data().resolve("pg_wal"), folder.resolve("saved"));
        Folders.delete(settings.data());
        backup.restore(Optional.of(saved));
        start(server.launch());

        assertThat(notes(settings)).isEqualTo("before the backup, archived, later, not archived");
        assertThat(beside(backup, Optional.empty())).isEqualTo("before the backup, archived, later");
        assertThat(beside(backup, Optional.of(moment))).isEqualTo("before the backup, archived");
        note(settings, "restored");
        assertThat(sql(settings, "SELECT count(DISTINCT number) = count(*) FROM note"))
                .isEqualTo("t");
        assertThat(sql(settings, "SHOW archive_mode")).isEqualTo("on");
    }

    private String beside(PostgresBackup backup, Optional<Instant> moment) throws Exception {
        PostgresServer.Settings settings = settings("beside-" + running.size());
        start(backup.restoreBeside(settings, backup.log(), moment));
        return notes(settings);
    }

    private static void awaitArchived(PostgresBackup backup, String segment) throws InterruptedException {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!Files.exists(backup.log().resolve(segment))) {
            assertThat(System.nanoTime()).as(segment).isLessThan(deadline);
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    /** As the loss of its machine does: the server's children end with it. */
    private static void kill(ServerProcess server) throws Exception {
        List<ProcessHandle> all = new ArrayList<>(server.handle().descendants().toList());
        all.add(server.handle());
        all.forEach(ProcessHandle::destroyForcibly);
        for (ProcessHandle each : all) {
            each.onExit().get();
        }
    }

    private PostgresServer.Settings settings(String name) throws IOException {
        Path binaries = Path.of("target", "test-binaries");
        return new PostgresServer.Settings(
                name, folder.resolve(name), binaries, freePort(), "evently", "a:b\\c", 20, true);
    }

    private ServerProcess start(Launch launch) throws Exception {
        ServerProcess process = ServerProcess.start(launch, folder.resolve(launch.name() + ".log"));
        running.add(process);
        process.awaitReady(LIMIT);
        return process;
    }

    private static void note(PostgresServer.Settings server, String text) throws Exception {
        sql(server, "INSERT INTO note (text) VALUES ('" + text + "') RETURNING text");
    }

    private static String notes(PostgresServer.Settings server) throws Exception {
        return sql(server, "SELECT string_agg(text, ', ' ORDER BY number) FROM note");
    }

    private static String sql(PostgresServer.Settings server, String sql) throws Exception {
        try (Connection connection = PostgresServer.over(server).connect("postgres", 5);
                Statement statement = connection.createStatement()) {
            if (!statement.execute(sql)) {
                return "";
            }
            try (ResultSet row = statement.getResultSet()) {
                row.next();
                return row.getString(1);
            }
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
