package dev.evently.sandbox.webhook;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The webhooks that are still to be delivered. */
@Repository
class Deliveries {

    private final JdbcClient jdbc;

    Deliveries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A webhook that is due.
     *
     * @param attempts how often it was tried in vain
     */
    record Delivery(long id, String body, int attempts) {}

    void add(String webhookId, String body, Instant notBefore) {
        jdbc.sql("INSERT INTO webhook_deliveries (webhook_id, body, next_attempt_at) VALUES (:id, :body, :notBefore)")
                .param("id", webhookId)
                .param("body", body)
                .param("notBefore", Timestamp.from(notBefore))
                .update();
    }

    /** What is due, the longest waiting first. */
    List<Delivery> due(Instant now, int limit) {
        return jdbc.sql("""
                        SELECT id, body, attempts FROM webhook_deliveries WHERE next_attempt_at <= :now
                        ORDER BY next_attempt_at LIMIT :limit""")
                .param("now", Timestamp.from(now))
                .param("limit", limit)
                .query((row, index) -> new Delivery(row.getLong("id"), row.getString("body"), row.getInt("attempts")))
                .list();
    }

    void remove(List<Long> ids) {
        if (!ids.isEmpty()) {
            jdbc.sql("DELETE FROM webhook_deliveries WHERE id = ANY (:ids)")
                    .param("ids", ids.toArray(Long[]::new))
                    .update();
        }
    }

    void retry(long id, Instant at) {
        jdbc.sql("UPDATE webhook_deliveries SET attempts = attempts + 1, next_attempt_at = :at WHERE id = :id")
                .param("at", Timestamp.from(at))
                .param("id", id)
                .update();
    }
}
