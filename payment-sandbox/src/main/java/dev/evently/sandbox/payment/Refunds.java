package dev.evently.sandbox.payment;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The stored refunds. */
@Repository
class Refunds {

    private final JdbcClient jdbc;

    Refunds(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Stores the refund unless its key was used before. */
    boolean add(Refund refund, String idempotencyKey, String request) {
        return jdbc.sql("""
                        INSERT INTO refunds (id, intent_id, idempotency_key, request, amount, reference, created_at)
                        VALUES (:id, :intent, :key, CAST(:request AS jsonb), :amount, :reference, :createdAt)
                        ON CONFLICT (idempotency_key) DO NOTHING""")
                        .param("id", refund.id())
                        .param("intent", refund.intentId())
                        .param("key", idempotencyKey)
                        .param("request", request)
                        .param("amount", refund.amount())
                        .param("reference", refund.reference())
                        .param("createdAt", Timestamp.from(refund.createdAt()))
                        .update()
                == 1;
    }

    /** The refund the key made, if it was made by the same request. */
    Optional<Refund> made(String idempotencyKey, String request) {
        return jdbc.sql("""
                        SELECT id, intent_id, amount, reference, created_at FROM refunds
                        WHERE idempotency_key = :key AND request = CAST(:request AS jsonb)""")
                .param("key", idempotencyKey)
                .param("request", request)
                .query(Refunds::read)
                .optional();
    }

    private static Refund read(ResultSet row, int index) throws SQLException {
        return new Refund(
                row.getString("id"),
                row.getString("intent_id"),
                row.getLong("amount"),
                row.getString("reference"),
                row.getTimestamp("created_at").toInstant());
    }
}
