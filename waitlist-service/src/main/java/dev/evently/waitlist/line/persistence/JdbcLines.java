package dev.evently.waitlist.line.persistence;

import dev.evently.waitlist.line.Claim;
import dev.evently.waitlist.line.LineId;
import dev.evently.waitlist.line.Lines;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcLines implements Lines {

    private final JdbcClient jdbc;

    JdbcLines(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void lock(LineId line) {
        jdbc.sql("SELECT 1 FROM waiting_line WHERE event_id = ? AND product_id = ? FOR UPDATE")
                .params(line.eventId(), line.productId())
                .query(Integer.class)
                .single();
    }

    @Override
    public void call(LineId line, Instant at) {
        jdbc.sql("""
                UPDATE waiting_line SET calls = calls + 1, due_at = least(due_at, ?)
                WHERE event_id = ? AND product_id = ?
                """)
                .params(Timestamp.from(at), line.eventId(), line.productId())
                .update();
    }

    @Override
    public void callAll(UUID eventId, Instant at) {
        jdbc.sql("UPDATE waiting_line SET calls = calls + 1, due_at = least(due_at, ?) WHERE event_id = ?")
                .params(Timestamp.from(at), eventId)
                .update();
    }

    @Override
    public Optional<Claim> claimDue(Instant now, Instant until) {
        return jdbc.sql("""
                WITH due AS MATERIALIZED (
                    SELECT event_id, product_id FROM waiting_line
                    WHERE due_at <= :now AND (claimed_until IS NULL OR claimed_until <= :now)
                    ORDER BY due_at LIMIT 1 FOR UPDATE SKIP LOCKED)
                UPDATE waiting_line line SET claim_id = :claim, claimed_until = :until
                FROM due WHERE line.event_id = due.event_id AND line.product_id = due.product_id
                RETURNING line.claim_id, line.event_id, line.product_id, line.calls, line.failures
                """)
                .param("now", Timestamp.from(now))
                .param("until", Timestamp.from(until))
                .param("claim", UUID.randomUUID())
                .query((row, number) -> new Claim(
                        row.getObject("claim_id", UUID.class),
                        new LineId(row.getObject("event_id", UUID.class), row.getObject("product_id", UUID.class)),
                        row.getLong("calls"),
                        row.getInt("failures")))
                .optional();
    }

    @Override
    public boolean renew(Claim claim, Instant until) {
        return jdbc.sql("""
                UPDATE waiting_line SET claimed_until = ?
                WHERE event_id = ? AND product_id = ? AND claim_id = ?
                """)
                        .params(
                                Timestamp.from(until),
                                claim.line().eventId(),
                                claim.line().productId(),
                                claim.id())
                        .update()
                == 1;
    }

    @Override
    public void rest(Claim claim, Instant now, Optional<Instant> next) {
        jdbc.sql("""
                UPDATE waiting_line
                SET claim_id = NULL, claimed_until = NULL, failures = 0,
                    due_at = CASE WHEN calls = :calls THEN CAST(:next AS timestamptz) ELSE :now END
                WHERE event_id = :event AND product_id = :product AND claim_id = :claim
                """)
                .param("calls", claim.calls())
                .param("next", next.map(Timestamp::from).orElse(null))
                .param("now", Timestamp.from(now))
                .param("event", claim.line().eventId())
                .param("product", claim.line().productId())
                .param("claim", claim.id())
                .update();
    }

    @Override
    public void postpone(Claim claim, Instant at) {
        jdbc.sql("""
                UPDATE waiting_line
                SET claim_id = NULL, claimed_until = NULL, failures = failures + 1, due_at = ?
                WHERE event_id = ? AND product_id = ? AND claim_id = ?
                """)
                .params(Timestamp.from(at), claim.line().eventId(), claim.line().productId(), claim.id())
                .update();
    }
}
