package dev.evently.sandbox.payment;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The stored payment intents. */
@Repository
class PaymentIntents {

    private static final String COLUMNS =
            "id, status, amount, refunded, currency, reference, decline_reason, created_at, token";

    private final JdbcClient jdbc;

    PaymentIntents(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Stores the intent unless its key was used before; while the key's first request is running, this waits for it. */
    boolean add(PaymentIntent intent, String idempotencyKey, String request, @Nullable Instant settlesAt) {
        return jdbc.sql("""
                        INSERT INTO payment_intents (id, idempotency_key, request, token, amount, currency, reference,
                                                     status, decline_reason, created_at, settles_at)
                        VALUES (:id, :key, CAST(:request AS jsonb), :token, :amount, :currency, :reference,
                                :status, :reason, :createdAt, :settlesAt)
                        ON CONFLICT (idempotency_key) DO NOTHING""")
                        .param("id", intent.id())
                        .param("key", idempotencyKey)
                        .param("request", request)
                        .param("token", intent.token().text())
                        .param("amount", intent.amount())
                        .param("currency", intent.currency())
                        .param("reference", intent.reference())
                        .param("status", intent.status().text())
                        .param("reason", intent.declineReason())
                        .param("createdAt", Timestamp.from(intent.createdAt()))
                        .param("settlesAt", settlesAt == null ? null : Timestamp.from(settlesAt))
                        .update()
                == 1;
    }

    /** The intent the key made, if it was made by the same request. */
    Optional<PaymentIntent> made(String idempotencyKey, String request) {
        return jdbc.sql("SELECT " + COLUMNS
                        + " FROM payment_intents WHERE idempotency_key = :key AND request = CAST(:request AS jsonb)")
                .param("key", idempotencyKey)
                .param("request", request)
                .query(PaymentIntents::read)
                .optional();
    }

    Optional<PaymentIntent> find(String id) {
        return jdbc.sql("SELECT " + COLUMNS + " FROM payment_intents WHERE id = :id")
                .param("id", id)
                .query(PaymentIntents::read)
                .optional();
    }

    /** As {@link #find}, and keeps others from changing it until the transaction ends. */
    Optional<PaymentIntent> lock(String id) {
        return jdbc.sql("SELECT " + COLUMNS + " FROM payment_intents WHERE id = :id FOR UPDATE")
                .param("id", id)
                .query(PaymentIntents::read)
                .optional();
    }

    /** The newest intents of a reference, newest first, at most ten. */
    List<PaymentIntent> findByReference(String reference) {
        return jdbc.sql("SELECT " + COLUMNS
                        + " FROM payment_intents WHERE reference = :reference ORDER BY created_at DESC LIMIT 10")
                .param("reference", reference)
                .query(PaymentIntents::read)
                .list();
    }

    void cancel(String id) {
        jdbc.sql("UPDATE payment_intents SET status = 'canceled', settles_at = NULL WHERE id = :id")
                .param("id", id)
                .update();
    }

    void addRefunded(String id, long amount) {
        jdbc.sql("UPDATE payment_intents SET refunded = refunded + :amount WHERE id = :id")
                .param("amount", amount)
                .param("id", id)
                .update();
    }

    /** Makes pending intents whose time has come succeed; each is handed to one caller only. */
    List<PaymentIntent> settleDue(Instant now, int limit) {
        return jdbc.sql("""
                        UPDATE payment_intents SET status = 'succeeded', settles_at = NULL
                        WHERE id IN (SELECT id FROM payment_intents
                                     WHERE status = 'pending' AND settles_at <= :now
                                     ORDER BY settles_at LIMIT :limit FOR UPDATE SKIP LOCKED)
                        RETURNING\s""" + COLUMNS)
                .param("now", Timestamp.from(now))
                .param("limit", limit)
                .query(PaymentIntents::read)
                .list();
    }

    private static PaymentIntent read(ResultSet row, int index) throws SQLException {
        return new PaymentIntent(
                row.getString("id"),
                IntentStatus.of(row.getString("status")),
                row.getLong("amount"),
                row.getLong("refunded"),
                row.getString("currency"),
                row.getString("reference"),
                row.getString("decline_reason"),
                row.getTimestamp("created_at").toInstant(),
                SandboxToken.of(row.getString("token")).orElseThrow());
    }
}
