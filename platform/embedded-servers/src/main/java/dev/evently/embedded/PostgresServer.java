package dev.evently.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** A PostgreSQL server on 127.0.0.1 over a data folder that outlives it. */
public final class PostgresServer {
    private static final String INVALID_CATALOG_NAME = "3D000";
    private static final int ANSWER_SECONDS = 30;

    /**
     * What the server is to be.
     *
     * @param name name of the server among others, fit for a file name
     * @param data folder of the database cluster; made at first use, kept afterwards
     * @param binaries folder that server programs are unpacked into; may be shared
     * @param port port on 127.0.0.1
     * @param user owner of the cluster; fixed when the folder is first made, as is {@code password}
     * @param maxConnections most connections at a time
     * @param durable whether a committed transaction survives a crash of the machine; without, tests run faster
     */
    public record Settings(
            String name,
            Path data,
            Path binaries,
            int port,
            String user,
            String password,
            int maxConnections,
            boolean durable) {
        public Settings {
            data = data.toAbsolutePath();
        }

        /** The settings of the only server, whose name is {@code postgres}. */
        public Settings(
                Path data, Path binaries, int port, String user, String password, int maxConnections, boolean durable) {
            this("postgres", data, binaries, port, user, password, maxConnections, durable);
        }

        @Override
        public String toString() {
            return name + " at 127.0.0.1:" + port + " over " + data;
        }
    }

    private final Settings settings;
    private final Path programs;

    private PostgresServer(Settings settings, Path programs) {
        this.settings = settings;
        this.programs = programs;
    }

    /** Unpacks the programs and makes the database cluster, as far as either is missing. */
    public static PostgresServer prepare(Settings settings) throws IOException, InterruptedException {
        PostgresServer server = over(settings);
        if (!Files.exists(settings.data().resolve("PG_VERSION"))) {
            server.initialize();
        }
        return server;
    }

    /** The server over a folder that is there or that somebody else makes. */
    static PostgresServer over(Settings settings) throws IOException {
        return new PostgresServer(
                settings,
                new Binaries(settings.binaries())
                        .unpacked("postgresql", Platform.current().postgresArchive()));
    }

    Settings settings() {
        return settings;
    }

    public Launch launch() {
        return launch(Map.of());
    }

    /** Starts it with settings besides its own. */
    Launch launch(Map<String, String> more) {
        List<String> command = new ArrayList<>(program("postgres"));
        command.addAll(List.of("-D", settings.data().toString(), "-p", Integer.toString(settings.port())));
        set(command, "listen_addresses", "127.0.0.1");
        set(command, "unix_socket_directories", "");
        set(command, "max_connections", Integer.toString(settings.maxConnections()));
        set(command, "shared_buffers", "96MB");
        set(command, "max_wal_size", "512MB");
        // Plans made for empty tables are kept until the tables are analyzed, and a sale fills them within seconds.
        // Every five seconds would take a fifth of the machine during a rush.
        set(command, "autovacuum_naptime", "20s");
        // An analysis reads thirty thousand rows of each table otherwise, and the tables of a rush grow by a tenth in
        // seconds. What such tables hold is found by keys; no plan of theirs needs to know more.
        set(command, "default_statistics_target", "10");
        set(command, "autovacuum_analyze_scale_factor", "0.3");
        // Disks without heads: an index is preferred as soon as a table has a few pages.
        set(command, "random_page_cost", "1.1");
        // Who freezes in the middle of a transaction keeps its rows from everybody; the relay may wait for Kafka that
        // long.
        set(command, "idle_in_transaction_session_timeout", "15s");
        // A replica that stays away longer than this is cloned again, rather than filling the disk of all.
        set(command, "max_slot_wal_keep_size", "1GB");
        set(command, "jit", "off");
        set(command, "timezone", "UTC");
        set(command, "log_timezone", "UTC");
        // The detail of a failure is the row, and the statement may be; neither belongs into a log.
        set(command, "log_error_verbosity", "terse");
        set(command, "log_min_error_statement", "panic");
        if (!settings.durable()) {
            set(command, "fsync", "off");
            set(command, "synchronous_commit", "off");
            set(command, "full_page_writes", "off");
        }
        more.forEach((name, value) -> set(command, name, value));
        // SIGTERM would wait for every client to leave; a fast stop does not.
        List<String> stop = new ArrayList<>(program("pg_ctl"));
        stop.addAll(List.of("stop", "-D", settings.data().toString(), "-m", "fast", "-t", "15", "-s"));
        return new Launch(settings.name(), settings.port(), command, stop, this::answers);
    }

    public String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + settings.port() + "/" + database;
    }

    /** Creates the database unless it exists. */
    public void createDatabase(String name) throws SQLException {
        try (Connection connection = connect("postgres");
                PreparedStatement existing =
                        connection.prepareStatement("SELECT 1 FROM pg_database WHERE datname = ?")) {
            existing.setString(1, name);
            try (ResultSet row = existing.executeQuery()) {
                if (row.next()) {
                    return;
                }
            }
            try (Statement statement = connection.createStatement()) {
                statement.execute("CREATE DATABASE " + statement.enquoteIdentifier(name, true));
            }
        }
    }

    private boolean answers() {
        try (Connection connection = connect("postgres")) {
            return connection.isValid(1);
        } catch (SQLException e) {
            return INVALID_CATALOG_NAME.equals(e.getSQLState());
        }
    }

    private Connection connect(String database) throws SQLException {
        return connect(database, ANSWER_SECONDS);
    }

    /** Connects as the owner; a statement may take as long as {@code answerSeconds}. */
    Connection connect(String database, int answerSeconds) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", settings.user());
        properties.setProperty("password", settings.password());
        properties.setProperty("connectTimeout", "1");
        properties.setProperty("socketTimeout", Integer.toString(answerSeconds));
        return DriverManager.getConnection(jdbcUrl(database), properties);
    }

    /** A crash half-way leaves no folder that looks finished: the cluster is made aside and moved into place. */
    private void initialize() throws IOException, InterruptedException {
        Path unfinished = settings.data().resolveSibling(settings.data().getFileName() + ".new");
        Folders.delete(unfinished);
        Files.createDirectories(Objects.requireNonNull(settings.data().getParent()));
        Path passwordFile = Files.createTempFile(
                "evently", ".pw", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            Files.writeString(passwordFile, settings.password());
            List<String> command = new ArrayList<>(program("initdb"));
            command.addAll(List.of("-D", unfinished.toString(), "-U", settings.user(), "-A", "scram-sha-256"));
            command.addAll(List.of("--pwfile", passwordFile.toString(), "--encoding", "UTF8", "--no-sync"));
            command.addAll(List.of("--locale", "C", "--locale-provider", "builtin", "--builtin-locale", "C.UTF-8"));
            Process initdb =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(initdb.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (initdb.waitFor() != 0) {
                throw new IOException(
                        "PostgreSQL could not make its data folder " + settings.data() + ": " + output.strip());
            }
        } finally {
            Files.delete(passwordFile);
        }
        Files.move(unfinished, settings.data());
    }

    /**
     * PostgreSQL refuses to run as root. A user namespace without mappings makes it see an ordinary user, keeps the
     * process id and needs neither an account nor other owners of the files.
     */
    private List<String> program(String name) {
        String file = programs.resolve("bin").resolve(name).toString();
        boolean root = Platform.current().linux() && "root".equals(userName());
        return root ? List.of("unshare", "-U", file) : List.of(file);
    }

    private static @Nullable String userName() {
        return System.getProperty("user.name");
    }

    private static void set(List<String> command, String name, String value) {
        command.add("-c");
        command.add(name + "=" + value);
    }
}
