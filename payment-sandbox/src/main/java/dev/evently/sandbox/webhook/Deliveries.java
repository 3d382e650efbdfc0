package dev.evently.sandbox.webhook;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The stored deliveries. */
@Repository
class Deliveries {

    private final JdbcClient jdbc;

    Deliveries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A webhook that is due.
     *
     * @param attempts how often it was tried, this time included
     */
    record Delivery(long id, String body, int attempts) {}

    void add(String webhookId, String body, Instant notBefore) {
        jdbc.sql("INSERT INTO webhook_deliveries (webhook_id, body, next_attempt_at) VALUES (:id, :body, :notBefore)")
                .param("id", webhookId)
                .param("body", body)
                .param("notBefore", Timestamp.from(notBefore))
                .update();
    }

    /** Hands due deliveries to one caller, who has until {@code leasedUntil} before they are due again. */
    List<Delivery> claim(Instant now, Instant leasedUntil, int limit) {
        return jdbc.sql("""
                        UPDATE webhook_deliveries SET attempts = attempts + 1, next_attempt_at = :leasedUntil
                        WHERE id IN (SELECT id FROM webhook_deliveries
                                     WHERE delivered_at IS NULL AND next_attempt_at <= :now
                                     ORDER BY next_attempt_at LIMIT :limit FOR UPDATE SKIP LOCKED)
                        RETURNING id, body, attempts""")
                .param("now", Timestamp.from(now))
                .param("leasedUntil", Timestamp.from(leasedUntil))
                .param("limit", limit)
                .query((row, index) -> new Delivery(row.getLong("id"), row.getString("body"), row.getInt("attempts")))
                .list();
    }

    void delivered(List<Long> ids, Instant at) {
        if (!ids.isEmpty()) {
            jdbc.sql("UPDATE webhook_deliveries SET delivered_at = :at WHERE id = ANY (:ids)")
                    .param("at", Timestamp.from(at))
                    .param("ids", ids.toArray(Long[]::new))
                    .update();
        }
    }

    void retry(long id, Instant at) {
        jdbc.sql("UPDATE webhook_deliveries SET next_attempt_at = :at WHERE id = :id AND delivered_at IS NULL")
                .param("at", Timestamp.from(at))
                .param("id", id)
                .update();
    }
}
