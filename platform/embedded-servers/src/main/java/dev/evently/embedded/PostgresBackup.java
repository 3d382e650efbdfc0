package dev.evently.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The base backup of a PostgreSQL server and the archive of its log, in a folder that outlives the server's own.
 *
 * <p>Made as PostgreSQL's low-level API for base backups describes it, with the server's own {@code archive_command} and
 * {@code restore_command}: {@code pg_basebackup} is not among the programs at hand. Not guaranteed: that the archive has
 * what was committed since it was last written to; {@link #archive} says how long that may be.
 */
public final class PostgresBackup {
    private static final String LABEL = "backup_label";
    private static final String OWN_SETTINGS = "postgresql.auto.conf";
    private static final int CHECKPOINT_SECONDS = 600;

    private final PostgresServer server;
    private final Path folder;

    private PostgresBackup(PostgresServer server, Path folder) {
        this.server = server;
        this.folder = folder.toAbsolutePath().normalize();
    }

    /** What is in the folder of this server, which exists. */
    public static PostgresBackup in(Path folder, PostgresServer.Settings server) throws IOException {
        PostgresBackup backup = new PostgresBackup(PostgresServer.over(server), folder);
        Files.createDirectories(backup.log());
        return backup;
    }

    /** Where the server archives its log. */
    public Path log() {
        return folder.resolve("log");
    }

    /** The files of the last base backup. */
    public Path base() {
        return folder.resolve("base");
    }

    /**
     * Has the server, which must answer, archive its log.
     *
     * @param atLeastEvery how long a commit may wait until the archive has it; whole seconds
     * @return whether that is so already; otherwise it is from the server's next start on
     */
    public boolean archive(Duration atLeastEvery) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute("ALTER SYSTEM SET archive_mode = 'on'");
            statement.execute("ALTER SYSTEM SET archive_command = " + statement.enquoteLiteral(archiveCommand()));
            statement.execute("ALTER SYSTEM SET archive_timeout = " + atLeastEvery.toSeconds());
            statement.execute("SELECT pg_reload_conf()");
            try (ResultSet mode = statement.executeQuery("SHOW archive_mode")) {
                return mode.next() && mode.getString(1).equals("on");
            }
        }
    }

    /** Never another content under a name that is there; and no half of a file, should the server die in the middle. */
    private String archiveCommand() {
        return "if test -f \"%1$s/%%f\"; then cmp -s \"%%p\" \"%1$s/%%f\"; else cp \"%%p\" \"%1$s/%%f.part\" && sync \"%1$s/%%f.part\" && mv \"%1$s/%%f.part\" \"%1$s/%%f\"; fi"
                .formatted(log());
    }

    /** Replaces the base backup by one of the server as it is, which goes on serving, and waits for its log's archive. */
    public void take() throws IOException, SQLException {
        Path unfinished = folder.resolve("base.new");
        Folders.delete(unfinished);
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_backup_start('base', true)");
            ClusterCopy.copy(server.settings().data(), unfinished);
            try (ResultSet backup = statement.executeQuery("SELECT labelfile FROM pg_backup_stop(true)")) {
                backup.next();
                Files.writeString(unfinished.resolve(LABEL), backup.getString(1));
            }
        }
        Folders.delete(base());
        Files.move(unfinished, base());
    }

    /**
     * Makes the server's data folder, which must not be there, from the base backup; once started the server replays the
     * log as far as it goes and then serves. It takes no connection before.
     *
     * @param saved what is left of the server's own {@code pg_wal}, which reaches further than the archive
     */
    public void restore(Optional<Path> saved) throws IOException {
        Path data = server.settings().data();
        Path unfinished = copyOfBase(data);
        Files.writeString(
                unfinished.resolve(OWN_SETTINGS),
                "restore_command = '%s'%nhot_standby = 'off'%n"
                        .formatted(restoreCommand(log()).replace("'", "''")),
                StandardOpenOption.APPEND);
        if (saved.isPresent()) {
            copySegments(saved.get(), unfinished.resolve("pg_wal"));
        }
        Files.move(unfinished, data);
    }

    /**
     * Makes another server from the base backup, to look into; it archives nothing.
     *
     * @param beside the server to be, whose folder must not be there; user and password are the first one's
     * @param log the archive, or as much of it as there shall be
     * @param moment the last moment whose commits it has; without, all that the archive has of the first server's life
     */
    public Launch restoreBeside(PostgresServer.Settings beside, Path log, Optional<Instant> moment) throws IOException {
        Files.move(copyOfBase(beside.data()), beside.data());
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("archive_mode", "off");
        settings.put("restore_command", restoreCommand(log));
        settings.put("hot_standby", "off");
        settings.put("recovery_target_timeline", "current");
        moment.ifPresent(time -> {
            // This setting takes no ISO 8601.
            settings.put(
                    "recovery_target_time", time.toString().replace('T', ' ').replace("Z", "+00"));
            settings.put("recovery_target_action", "promote");
        });
        return PostgresServer.over(beside).launch(settings);
    }

    private Path copyOfBase(Path data) throws IOException {
        if (Files.exists(data)) {
            throw new IOException(data + " is still there");
        }
        Path unfinished = data.resolveSibling(data.getFileName() + ".restored");
        Folders.delete(unfinished);
        ClusterCopy.copy(base(), unfinished);
        Files.copy(base().resolve(LABEL), unfinished.resolve(LABEL));
        Files.createFile(unfinished.resolve("recovery.signal"));
        return unfinished;
    }

    private static void copySegments(Path from, Path to) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(from)) {
            files = all.filter(Files::isRegularFile).toList();
        }
        for (Path file : files) {
            Files.copy(file, to.resolve(file.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
        }
    }

    private static String restoreCommand(Path log) {
        return "cp \"%s/%%f\" \"%%p\"".formatted(log);
    }

    private Connection connect() throws SQLException {
        return server.connect("postgres", CHECKPOINT_SECONDS);
    }
}
