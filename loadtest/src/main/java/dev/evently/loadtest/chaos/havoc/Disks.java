package dev.evently.loadtest.chaos.havoc;

import dev.evently.embedded.Folders;
import dev.evently.embedded.PostgresBackup;
import dev.evently.embedded.PostgresServer;
import dev.evently.loadtest.suite.OwnSuite;
import dev.evently.local.process.RunningProcess;
import dev.evently.local.suite.DatabaseLogin;
import dev.evently.local.suite.Databases;
import dev.evently.local.suite.StartFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The disks of the shards' servers, and what is kept of them elsewhere: a base backup and the archive of the log. A disk
 * that is lost takes the data along; the log that the server was writing is on another one and survives.
 */
public final class Disks {
    private static final Duration STOP_GRACE = Duration.ofSeconds(25);

    private final OwnSuite suite;
    private final Map<String, PostgresServer.Settings> servers = new TreeMap<>();
    private final Map<String, PostgresBackup> backups = new TreeMap<>();

    public Disks(OwnSuite suite) throws IOException {
        this.suite = suite;
        for (int shard : IntStream.range(0, suite.shards().size()).toArray()) {
            String name = Databases.shardServer(shard);
            PostgresServer.Settings server = settings(
                    name,
                    suite.data().resolve(name),
                    suite.settings().ports().shardServer(shard),
                    suite.data(),
                    suite.databasePassword());
            servers.put(name, server);
            backups.put(name, PostgresBackup.in(suite.notes().resolve("backups").resolve(name), server));
        }
    }

    /** A server with the login of the suite's own. */
    public static PostgresServer.Settings settings(String name, Path folder, int port, Path suite, String password) {
        int connections = 100;
        return new PostgresServer.Settings(
                name, folder, suite.resolve("binaries"), port, DatabaseLogin.USER, password, connections, true);
    }

    /** Has every shard archive its log; those that did not are started again for it. The suite is up before and after. */
    public void archive(Duration atLeastEvery) throws IOException, StartFailure, InterruptedException {
        List<String> stopped = new ArrayList<>();
        for (Map.Entry<String, PostgresBackup> shard : backups.entrySet()) {
            try {
                if (!shard.getValue().archive(atLeastEvery)) {
                    stopped.add(shard.getKey());
                }
            } catch (SQLException e) {
                throw new IOException(shard.getKey() + " cannot be told to archive: " + e.getMessage(), e);
            }
        }
        for (String name : stopped) {
            Optional<RunningProcess> server = suite.suite().process(name);
            if (server.isPresent()) {
                server.get().stop(STOP_GRACE);
            }
        }
        suite.up();
    }

    /** Takes a base backup of every shard and tells how big and how long. */
    public String backUp() throws IOException {
        List<String> told = new ArrayList<>();
        for (String name : backups.keySet()) {
            long begin = System.nanoTime();
            long bytes = backUp(name);
            told.add(String.format(Locale.ROOT, "%.0f MB in %.1f s", bytes / 1e6, (System.nanoTime() - begin) / 1e9));
        }
        return String.join(", ", told);
    }

    /** Takes a base backup of one shard and returns its bytes. */
    public long backUp(String name) throws IOException {
        PostgresBackup backup = of(name);
        try {
            backup.take();
        } catch (SQLException e) {
            throw new IOException(name + " cannot be backed up: " + e.getMessage(), e);
        }
        return bytes(backup.base());
    }

    /** What is kept of a shard's server. */
    public PostgresBackup of(String name) {
        return Optional.ofNullable(backups.get(name)).orElseThrow(() -> new IllegalArgumentException(name));
    }

    /** Destroys the disk of a shard, whose server is dead. */
    public void lose(String name) throws IOException {
        Path data = data(name);
        Folders.delete(saved(name));
        Files.move(data.resolve("pg_wal"), saved(name));
        Folders.delete(data);
    }

    /** Makes a new disk out of what was kept, as far as the log goes. The server is started by who starts the suite. */
    public void restore(String name) throws IOException {
        of(name).restore(Optional.of(saved(name)));
    }

    private Path saved(String name) {
        return suite.notes().resolve("backups").resolve(name + "-log-disk");
    }

    private Path data(String name) {
        return Optional.ofNullable(servers.get(name))
                .map(PostgresServer.Settings::data)
                .orElseThrow(() -> new IllegalArgumentException(name));
    }

    /** The bytes of all files in a folder. */
    public static long bytes(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.mapToLong(
                            file -> file.toFile().isFile() ? file.toFile().length() : 0)
                    .sum();
        }
    }
}
