package com.example.sales;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The figures, and beside them the memory of what has been counted: both change together or not at all. */
final class SalesStore {

    private final String url;
    private final String user;
    private final String password;
    private Connection open;

    SalesStore(String url, String user, String password) {
        this.url = url;
        this.user = user;
        this.password = password;
    }

    void createTables() throws SQLException, IOException {
        try (InputStream schema = SalesStore.class.getResourceAsStream("/schema.sql")) {
            String sql = new String(schema.readAllBytes(), StandardCharsets.UTF_8);
            inTransaction(connection -> {
                try (Statement statement = connection.createStatement()) {
                    statement.execute(sql);
                }
            });
        }
    }

    /** Counts a fact unless it has been counted. */
    void apply(BookingFact fact) throws SQLException, UnreadableRecordException {
        try {
            inTransaction(connection -> {
                if (firstSight(connection, fact)) {
                    count(connection, fact);
                }
            });
        } catch (SQLException e) {
            if (isAboutTheData(e)) {
                throw new UnreadableRecordException(e.getMessage(), e);
            }
            throw e;
        }
    }

    /** Keeps a record that could not be read, with the reason; once, however often it comes. */
    void putAside(ConsumerRecord<String, byte[]> record, UnreadableRecordException reason) throws SQLException {
        inTransaction(connection -> execute(
                connection,
                """
                INSERT INTO put_aside (topic, partition, position, value, reason) VALUES (?, ?, ?, ?, ?)
                ON CONFLICT DO NOTHING""",
                record.topic(),
                record.partition(),
                record.offset(),
                record.value(),
                reason.getMessage()));
    }

    void close() {
        if (open != null) {
            try {
                open.close();
            } catch (SQLException e) {
                // It is gone already.
            }
            open = null;
        }
    }

    private static boolean firstSight(Connection connection, BookingFact fact) throws SQLException {
        return execute(connection, "INSERT INTO seen_event (id) VALUES (?) ON CONFLICT DO NOTHING", fact.id()) == 1;
    }

    private static void count(Connection connection, BookingFact fact) throws SQLException {
        if (fact instanceof BookingFact.Confirmed confirmed) {
            execute(connection, "INSERT INTO confirmed_booking (id) VALUES (?)", confirmed.bookingId());
            execute(
                    connection,
                    """
                    INSERT INTO sales (event_id, currency, places, revenue) VALUES (?, ?, ?, ?)
                    ON CONFLICT (event_id) DO UPDATE
                    SET places = sales.places + EXCLUDED.places, revenue = sales.revenue + EXCLUDED.revenue""",
                    confirmed.eventId(),
                    confirmed.currency(),
                    confirmed.places(),
                    confirmed.revenue());
        } else if (fact instanceof BookingFact.Cancelled cancelled) {
            // One booking's records come in order, so whether it was ever paid is known by now.
            execute(
                    connection,
                    """
                    UPDATE sales SET places = places - ?, revenue = revenue - ?
                    WHERE event_id = ? AND EXISTS (SELECT FROM confirmed_booking WHERE id = ?)""",
                    cancelled.places(),
                    cancelled.revenue(),
                    cancelled.eventId(),
                    cancelled.bookingId());
        }
    }

    /** Data exceptions and broken constraints (SQLSTATE classes 22 and 23) will not go away by trying again. */
    private static boolean isAboutTheData(SQLException e) {
        String state = e.getSQLState();
        return state != null && (state.startsWith("22") || state.startsWith("23"));
    }

    private interface Work {
        void on(Connection connection) throws SQLException;
    }

    private void inTransaction(Work work) throws SQLException {
        if (open == null) {
            open = DriverManager.getConnection(url, user, password);
            open.setAutoCommit(false);
        }
        try {
            work.on(open);
            open.commit();
        } catch (SQLException e) {
            // Rolls back, and the next transaction looks for a server that answers.
            close();
            throw e;
        }
    }

    private static int execute(Connection connection, String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            return statement.executeUpdate();
        }
    }
}
