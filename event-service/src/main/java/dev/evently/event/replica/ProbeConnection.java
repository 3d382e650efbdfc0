package dev.evently.event.replica;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** A connection beside the pool, which may be full just when its server is worth a look. A failure ends it. */
final class ProbeConnection implements AutoCloseable {

    private static final String SECONDS = "1";

    private final String url;
    private final Properties properties = new Properties();
    private @Nullable Connection open;

    ProbeConnection(String url, @Nullable String username, @Nullable String password) {
        this.url = url;
        if (username != null && password != null) {
            properties.setProperty("user", username);
            properties.setProperty("password", password);
        }
        properties.setProperty("ApplicationName", "event-service-probe");
        properties.setProperty("connectTimeout", SECONDS);
        properties.setProperty("loginTimeout", SECONDS);
        properties.setProperty("socketTimeout", SECONDS);
    }

    /** Reads the one row of an answer. */
    interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** Asks for one row; fails within about a second. */
    <T> T ask(String sql, Reader<T> reader) throws SQLException {
        try (Statement statement = connection().createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            if (!row.next()) {
                throw new SQLException("The server is of another kind than configured");
            }
            return reader.read(row);
        } catch (SQLException e) {
            close();
            throw e;
        }
    }

    private Connection connection() throws SQLException {
        Connection connection = open;
        if (connection == null) {
            connection = DriverManager.getConnection(url, properties);
            open = connection;
        }
        return connection;
    }

    @Override
    public void close() {
        Connection connection = open;
        open = null;
        if (connection != null) {
            try {
                connection.close();
            } catch (SQLException e) {
                // It is gone either way.
            }
        }
    }
}
