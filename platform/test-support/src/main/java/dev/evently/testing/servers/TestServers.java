package dev.evently.testing.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/**
 * The addresses of one running PostgreSQL, Redis and Kafka.
 *
 * <p>The servers start at first use in a build and serve its modules one after the other; they end with the build. Test
 * JVMs that run side by side do not share them. Started from an IDE, they live as long as the IDE. A module keeps apart
 * from others by its own databases.
 */
public final class TestServers {
    private static final String DUPLICATE_DATABASE = "42P04";

    private final Properties addresses;

    TestServers(Properties addresses) {
        this.addresses = addresses;
    }

    /**
     * Returns the servers that this JVM has to itself, which answer by then.
     *
     * @throws UncheckedIOException if they cannot be started; the message says why
     */
    public static TestServers shared() {
        return Shared.SERVERS;
    }

    private static final class Shared {
        /** Referred to for as long as the JVM lives: a lane that nobody refers to is given back. */
        static final BuildServers BUILD = ofThisBuild();

        static final TestServers SERVERS = find();

        private static BuildServers ofThisBuild() {
            try {
                return BuildServers.ofThisBuild();
            } catch (IOException e) {
                throw new UncheckedIOException("No lane can be taken: " + e.getMessage(), e);
            }
        }

        private static TestServers find() {
            try {
                return new TestServers(BUILD.findOrStart());
            } catch (IOException e) {
                throw new UncheckedIOException("The test servers do not start: " + e.getMessage(), e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("Interrupted while the test servers started", e);
            }
        }
    }

    /** The JDBC address of a database, whether or not it exists. */
    public String postgresUrl(String database) {
        return "jdbc:postgresql://" + address("postgres.host") + ":" + address("postgres.port") + "/" + database;
    }

    /** The one role, which owns every database. */
    public String postgresUser() {
        return address("postgres.user");
    }

    public String postgresPassword() {
        return address("postgres.password");
    }

    /** Creates the database unless it exists. */
    public void createDatabase(String name) {
        try (Connection connection = connection();
                PreparedStatement existing =
                        connection.prepareStatement("SELECT 1 FROM pg_database WHERE datname = ?")) {
            existing.setString(1, name);
            try (ResultSet row = existing.executeQuery()) {
                if (!row.next()) {
                    execute(connection, "CREATE DATABASE ", name);
                }
            }
        } catch (SQLException e) {
            if (!DUPLICATE_DATABASE.equals(e.getSQLState())) {
                throw new IllegalStateException("Database " + name + " cannot be created", e);
            }
        }
    }

    /** Drops the database, and every connection to it, if it exists. */
    public void dropDatabase(String name) {
        try (Connection connection = connection();
                Statement statement = connection.createStatement()) {
            statement.execute("DROP DATABASE IF EXISTS " + statement.enquoteIdentifier(name, true) + " WITH (FORCE)");
        } catch (SQLException e) {
            throw new IllegalStateException("Database " + name + " cannot be dropped", e);
        }
    }

    public String redisUrl() {
        return address("redis.url");
    }

    public String kafkaBootstrapServers() {
        return address("kafka.bootstrap");
    }

    private Connection connection() throws SQLException {
        return DriverManager.getConnection(postgresUrl("postgres"), postgresUser(), postgresPassword());
    }

    private static void execute(Connection connection, String sql, String database) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql + statement.enquoteIdentifier(database, true));
        }
    }

    private String address(String name) {
        String value = addresses.getProperty(name);
        if (value == null) {
            throw new IllegalStateException("The test servers tell no " + name);
        }
        return value;
    }
}
