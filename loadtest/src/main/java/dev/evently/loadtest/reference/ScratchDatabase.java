package dev.evently.loadtest.reference;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A database beside those of the suite, in the same server, that is there for one run.
 *
 * @param port of the server on 127.0.0.1
 * @param user who may create databases
 */
public record ScratchDatabase(int port, String user, String password) implements AutoCloseable {
    static final String NAME = "bench_reference";

    /** Makes the database anew, also when an earlier run left it. */
    public static ScratchDatabase create(int port, String user, String password) throws IOException {
        ScratchDatabase database = new ScratchDatabase(port, user, password);
        database.execute("postgres", "DROP DATABASE IF EXISTS " + NAME + " WITH (FORCE)");
        database.execute("postgres", "CREATE DATABASE " + NAME);
        database.execute(NAME, Workload.schema());
        return database;
    }

    @Override
    public void close() throws IOException {
        execute("postgres", "DROP DATABASE IF EXISTS " + NAME + " WITH (FORCE)");
    }

    private void execute(String database, String sql) throws IOException {
        String url = "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
        try (Connection connection = DriverManager.getConnection(url, user, password);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IOException("The reference's database: " + e.getMessage(), e);
        }
    }

    @Override
    public String toString() {
        return NAME + " at 127.0.0.1:" + port;
    }
}
