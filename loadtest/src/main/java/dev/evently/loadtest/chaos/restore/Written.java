package dev.evently.loadtest.chaos.restore;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * How far a shard has come.
 *
 * @param log bytes of write-ahead log ever written
 * @param bookings bookings ever begun, as far as the server has counted them
 */
record Written(long log, long bookings) {

    /** Connects to the shard. */
    @FunctionalInterface
    interface Connecting {
        Connection connect() throws IOException, SQLException;
    }

    static Written now(Connecting shard) throws IOException, SQLException {
        try (Connection connection = shard.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        SELECT (pg_current_wal_lsn() - '0/0')::bigint,
                               (SELECT n_tup_ins FROM pg_stat_user_tables WHERE relname = 'booking')
                        """)) {
            row.next();
            return new Written(row.getLong(1), row.getLong(2));
        }
    }

    /** How much was written since then, for each booking. */
    String since(Written before) {
        long begun = bookings - before.bookings;
        long bytes = log - before.log;
        return begun == 0 ? "nothing" : "%,.0f KB over %,d bookings".formatted(bytes / 1e3 / begun, begun);
    }
}
