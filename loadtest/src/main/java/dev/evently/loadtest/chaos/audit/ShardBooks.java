package dev.evently.loadtest.chaos.audit;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Reads one shard's tables, past the service. */
final class ShardBooks {
    private static final String QUOTAS = """
            SELECT q.event_id, q.id, q.capacity, q.available, q.held, q.sold, q.blocked,
                   coalesce(sum(l.capacity), 0) AS l_capacity, coalesce(sum(l.available), 0) AS l_available,
                   coalesce(sum(l.held), 0) AS l_held, coalesce(sum(l.sold), 0) AS l_sold,
                   coalesce(sum(l.blocked), 0) AS l_blocked
            FROM quota q
            LEFT JOIN ledger l ON l.bucket = q.bucket AND l.event_id = q.event_id AND l.quota_id = q.id
            WHERE q.event_id = ANY (?)
            GROUP BY q.bucket, q.event_id, q.id
            """;
    private static final String BOOKINGS = """
            SELECT b.*, coalesce(l.held, 0) AS l_held, coalesce(l.sold, 0) AS l_sold
            FROM booking b
            LEFT JOIN (SELECT bucket, booking_id, sum(held) AS held, sum(sold) AS sold FROM ledger
                       WHERE event_id = ANY (?) GROUP BY bucket, booking_id) l
                ON l.bucket = b.bucket AND l.booking_id = b.id
            WHERE b.event_id = ANY (?)
            """;
    private static final String OF_BOOKINGS = " WHERE booking_id = ANY (?) ORDER BY booking_id, id";

    private final Connection connection;

    ShardBooks(Connection connection) {
        this.connection = connection;
    }

    /** A row of a result. */
    @FunctionalInterface
    private interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** Everything about these events, of one moment. */
    Books read(Collection<UUID> events) throws SQLException {
        connection.setAutoCommit(false);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        try {
            return readAll(events);
        } finally {
            connection.rollback();
        }
    }

    private Books readAll(Collection<UUID> events) throws SQLException {
        List<Books.Quota> quotas = list(QUOTAS, ShardBooks::quota, events);
        List<UUID> ids =
                list("SELECT id FROM booking WHERE event_id = ANY (?)", row -> row.getObject("id", UUID.class), events);
        Map<UUID, List<Books.Item>> items = of("SELECT * FROM booking_item", ShardBooks::item, ids);
        Map<UUID, List<Books.Ticket>> tickets = of("SELECT * FROM ticket", ShardBooks::ticket, ids);
        Map<UUID, List<Books.Payment>> payments = of("SELECT * FROM payment", ShardBooks::payment, ids);
        Map<UUID, List<Books.Refund>> refunds = of("SELECT * FROM refund", ShardBooks::refund, ids);
        List<Books.Booking> bookings = list(
                BOOKINGS,
                row -> {
                    UUID id = row.getObject("id", UUID.class);
                    return new Books.Booking(
                            id,
                            row.getObject("event_id", UUID.class),
                            row.getObject("buyer_id", UUID.class),
                            row.getString("idempotency_key"),
                            row.getString("status"),
                            row.getObject("payment_id", UUID.class),
                            row.getObject("refund_id", UUID.class),
                            row.getLong("l_held"),
                            row.getLong("l_sold"),
                            items.getOrDefault(id, List.of()),
                            tickets.getOrDefault(id, List.of()),
                            payments.getOrDefault(id, List.of()),
                            refunds.getOrDefault(id, List.of()));
                },
                events,
                events);
        return new Books(quotas, bookings);
    }

    private static Books.Quota quota(ResultSet row) throws SQLException {
        return new Books.Quota(
                row.getObject("event_id", UUID.class),
                row.getObject("id", UUID.class),
                places(row, ""),
                places(row, "l_"));
    }

    private static Books.Places places(ResultSet row, String prefix) throws SQLException {
        return new Books.Places(
                row.getInt(prefix + "capacity"),
                row.getInt(prefix + "available"),
                row.getInt(prefix + "held"),
                row.getInt(prefix + "sold"),
                row.getInt(prefix + "blocked"));
    }

    private static Books.Item item(ResultSet row) throws SQLException {
        return new Books.Item(
                row.getObject("id", UUID.class),
                row.getObject("product_id", UUID.class),
                row.getLong("price"),
                Set.of((UUID[]) row.getArray("quota_ids").getArray()),
                row.getObject("returned_at") != null);
    }

    private static Books.Ticket ticket(ResultSet row) throws SQLException {
        return new Books.Ticket(
                row.getObject("id", UUID.class),
                row.getObject("booking_item_id", UUID.class),
                row.getObject("payment_id", UUID.class),
                row.getString("status").equals("VALID"));
    }

    private static Books.Payment payment(ResultSet row) throws SQLException {
        return new Books.Payment(
                row.getObject("id", UUID.class),
                row.getString("status"),
                row.getString("intent"),
                row.getLong("captured_amount"));
    }

    private static Books.Refund refund(ResultSet row) throws SQLException {
        return new Books.Refund(
                row.getObject("id", UUID.class),
                row.getObject("payment_id", UUID.class),
                row.getLong("amount"),
                row.getString("status"));
    }

    private <T> Map<UUID, List<T>> of(String table, Reader<T> reader, Collection<UUID> bookings) throws SQLException {
        Map<UUID, List<T>> byBooking = new HashMap<>();
        list(
                table + OF_BOOKINGS,
                row -> byBooking
                        .computeIfAbsent(row.getObject("booking_id", UUID.class), id -> new ArrayList<>())
                        .add(reader.read(row)),
                bookings);
        return byBooking;
    }

    @SafeVarargs
    private <T> List<T> list(String sql, Reader<T> reader, Collection<UUID>... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                Array ids = connection.createArrayOf("uuid", parameters[i].toArray());
                statement.setArray(i + 1, ids);
            }
            List<T> all = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    all.add(reader.read(rows));
                }
            }
            return all;
        }
    }
}
