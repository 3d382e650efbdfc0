package dev.evently.event.replica;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.AbstractDataSource;

/** Gives read-only transactions a connection to a replica, or to the primary where none will do. */
final class ReadDataSource extends AbstractDataSource {

    private final Replicas replicas;
    private final DataSource primary;

    ReadDataSource(Replicas replicas, DataSource primary) {
        this.replicas = replicas;
        this.primary = primary;
    }

    @Override
    public Connection getConnection() throws SQLException {
        ReadAttempt attempt = ReadAttempt.current();
        if (attempt == null || attempt.primaryOnly()) {
            return primary.getConnection();
        }
        Replica replica = replicas.chooseFor(CurrentCaller.name());
        while (replica != null) {
            try {
                Connection connection = replica.connection();
                attempt.uses(replica);
                return connection;
            } catch (SQLException e) {
                replica = afterFailureOf(replica, e);
            }
        }
        return primary.getConnection();
    }

    /** The pool names the server's refusal as its reason; without one, all of its connections are busy. */
    private @Nullable Replica afterFailureOf(Replica replica, SQLException failure) {
        if (failure.getCause() == null) {
            return null;
        }
        replica.leaveOut(failure);
        return replicas.chooseFor(CurrentCaller.name());
    }

    @Override
    public Connection getConnection(@Nullable String username, @Nullable String password) throws SQLException {
        throw new SQLException("Connections are those of the configured user");
    }
}
