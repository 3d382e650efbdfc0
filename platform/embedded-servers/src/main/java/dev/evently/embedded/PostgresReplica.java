package dev.evently.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A PostgreSQL server on 127.0.0.1 that follows another one as a hot standby: it streams the log and answers reads.
 *
 * <p>A replication slot keeps for it what it has yet to read, up to the primary's limit. Its data are a copy and may be
 * thrown away at any time.
 */
public final class PostgresReplica {
    private static final int CHECKPOINT_SECONDS = 300;
    static final String PASSWORD_FILE = "primary.pgpass";
    private static final String STANDBY = "standby.signal";

    private final PostgresServer server;
    private final PostgresServer primary;

    private PostgresReplica(PostgresServer server, PostgresServer primary) {
        this.server = server;
        this.primary = primary;
    }

    /** The replica over a folder that may have to be cloned before it is started. */
    public static PostgresReplica of(PostgresServer.Settings settings, PostgresServer primary) throws IOException {
        return new PostgresReplica(PostgresServer.over(settings), primary);
    }

    /**
     * Clones the primary unless the folder is a clone of it that can catch up.
     *
     * @param settings what the replica is to be; user, password and connections are those of the primary
     * @param primary the server to follow, which must answer
     */
    public static PostgresReplica prepare(PostgresServer.Settings settings, PostgresServer primary)
            throws IOException, SQLException {
        PostgresReplica replica = of(settings, primary);
        if (!replica.canFollow()) {
            replica.cloneAgain();
        }
        return replica;
    }

    public Launch launch() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("primary_conninfo", connection());
        settings.put("primary_slot_name", slot());
        settings.put("wal_retrieve_retry_interval", "1s");
        // Queries are short: the primary can spare their rows, and what still stands in the way of the log gives way.
        settings.put("hot_standby_feedback", "on");
        settings.put("max_standby_streaming_delay", "2s");
        return server.launch(settings);
    }

    public String jdbcUrl(String database) {
        return server.jdbcUrl(database);
    }

    /** Whether it receives the log of the primary now. */
    public boolean streams() {
        try (Connection connection = server.connect("postgres", 1);
                Statement statement = connection.createStatement();
                ResultSet receiver = statement.executeQuery("SELECT status FROM pg_stat_wal_receiver")) {
            return receiver.next() && "streaming".equals(receiver.getString(1));
        } catch (SQLException e) {
            return false;
        }
    }

    /** Replaces the folder, whose server must not run, by a fresh copy of the primary. */
    public void cloneAgain() throws IOException, SQLException {
        Path data = server.settings().data();
        Path unfinished = data.resolveSibling(data.getFileName() + ".new");
        Folders.delete(unfinished);
        try (Connection connection = primary.connect("postgres", CHECKPOINT_SECONDS)) {
            dropSlot(connection, slot());
            call(connection, "SELECT pg_create_physical_replication_slot(?, true)", slot());
            call(connection, "SELECT pg_backup_start(?, true)", slot());
            ClusterCopy.copy(primary.settings().data(), unfinished);
            try (Statement statement = connection.createStatement();
                    ResultSet backup = statement.executeQuery("SELECT labelfile FROM pg_backup_stop(false)")) {
                backup.next();
                Files.writeString(unfinished.resolve("backup_label"), backup.getString(1));
            }
        }
        Files.createFile(unfinished.resolve(STANDBY));
        Files.createFile(
                unfinished.resolve(PASSWORD_FILE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(unfinished.resolve(PASSWORD_FILE), passwordLine());
        Folders.delete(data);
        Files.move(unfinished, data);
    }

    /** Forgets a replica of this name on the primary, which must answer, and deletes its folder. */
    public static void discard(String name, Path data, PostgresServer primary) throws IOException, SQLException {
        try (Connection connection = primary.connect("postgres", CHECKPOINT_SECONDS)) {
            dropSlot(connection, slot(name));
        }
        Folders.delete(data);
    }

    /** Whether the folder is a clone of the primary, which must answer, and the primary has all of the log it misses. */
    public boolean canFollow() throws IOException, SQLException {
        Path data = server.settings().data();
        if (!Files.exists(data.resolve(STANDBY)) || !Files.exists(data.resolve(PASSWORD_FILE))) {
            return false;
        }
        try (Connection connection = primary.connect("postgres", CHECKPOINT_SECONDS);
                PreparedStatement statement = connection.prepareStatement("""
                        SELECT system_identifier FROM pg_control_system()
                        WHERE EXISTS (SELECT FROM pg_replication_slots
                                      WHERE slot_name = ? AND wal_status IS DISTINCT FROM 'lost')
                        """)) {
            statement.setString(1, slot());
            try (ResultSet row = statement.executeQuery()) {
                return row.next() && row.getLong(1) == systemIdentifier(data);
            }
        }
    }

    /** The identifier that initdb gave the cluster: the first eight bytes of its control file. */
    private static long systemIdentifier(Path data) throws IOException {
        try (InputStream control = Files.newInputStream(data.resolve("global/pg_control"))) {
            return ByteBuffer.wrap(control.readNBytes(Long.BYTES))
                    .order(ByteOrder.nativeOrder())
                    .getLong();
        }
    }

    private static void dropSlot(Connection connection, String slot) throws SQLException {
        call(
                connection,
                "SELECT pg_terminate_backend(active_pid, 5000) FROM pg_replication_slots WHERE slot_name = ? AND active",
                slot);
        call(
                connection,
                "SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots WHERE slot_name = ?",
                slot);
    }

    private static void call(Connection connection, String sql, String argument) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, argument);
            statement.execute();
        }
    }

    /** The password stays out of the command line, which everybody on the machine may read. */
    private String connection() {
        PostgresServer.Settings followed = primary.settings();
        return "host=127.0.0.1 port=%d user=%s application_name=%s passfile=%s"
                .formatted(
                        followed.port(),
                        quoted(followed.user()),
                        quoted(server.settings().name()),
                        quoted(server.settings().data().resolve(PASSWORD_FILE).toString()));
    }

    private String passwordLine() {
        return "*:*:*:*:" + primary.settings().password().replace("\\", "\\\\").replace(":", "\\:") + "\n";
    }

    private static String quoted(String value) {
        return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }

    private String slot() {
        return slot(server.settings().name());
    }

    private static String slot(String name) {
        return name.replace('-', '_');
    }
}
