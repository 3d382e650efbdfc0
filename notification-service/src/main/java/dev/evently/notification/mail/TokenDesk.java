package dev.evently.notification.mail;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Hands out the mails that bring tokens. A token is kept until its mail is sent, given up, or of no use any more because it
 * has expired; the same statement that notes this deletes it.
 */
@Service
class TokenDesk implements Desk<TokenLetter> {

    /** Longer than the topic keeps what could come twice. */
    private static final Duration KEPT = Duration.ofDays(14);

    private final JdbcClient jdbc;
    private final MailSettings settings;
    private final Clock clock;

    TokenDesk(JdbcClient jdbc, MailSettings settings, Clock clock) {
        this.jdbc = jdbc;
        this.settings = settings;
        this.clock = clock;
    }

    /** Plans a mail, unless it has been planned before. */
    void plan(TokenLetter letter) {
        Timestamp now = now();
        jdbc.sql("""
                INSERT INTO token_mail (id, kind, email, display_name, token, expires_at, traceparent, state, attempts, planned_at,
                                        due_at)
                VALUES (:id, :kind, :email, :displayName, :token, :expiresAt, :traceparent, 'PENDING', 0, :now, :now)
                ON CONFLICT ON CONSTRAINT token_mail_pkey DO NOTHING
                """)
                .param("id", letter.id())
                .param("kind", letter.kind().name())
                .param("email", letter.email())
                .param("displayName", letter.displayName())
                .param("token", letter.token())
                .param("expiresAt", Timestamp.from(letter.expiresAt()))
                .param("traceparent", letter.traceparent())
                .param("now", now)
                .update();
    }

    @Override
    @Transactional
    public List<TokenLetter> handOut() {
        Timestamp now = now();
        jdbc.sql("""
                UPDATE token_mail SET state = 'MOOT', token = NULL, settled_at = :now WHERE id IN (
                    SELECT id FROM token_mail WHERE state = 'PENDING' AND expires_at <= :now FOR UPDATE SKIP LOCKED)
                """).param("now", now).update();
        return jdbc.sql("""
                UPDATE token_mail SET attempts = attempts + 1, due_at = :lease WHERE id IN (
                    SELECT id FROM token_mail WHERE state = 'PENDING' AND due_at <= :now
                    ORDER BY due_at LIMIT :limit FOR UPDATE SKIP LOCKED)
                RETURNING id, attempts, kind, email, display_name, token, expires_at, traceparent
                """)
                .param("now", now)
                .param("lease", Timestamp.from(clock.instant().plus(settings.lease())))
                .param("limit", settings.batchSize())
                .query((row, n) -> letter(row))
                .list();
    }

    private static TokenLetter letter(ResultSet row) throws SQLException {
        return new TokenLetter(
                row.getString("id"),
                row.getInt("attempts"),
                TokenKind.valueOf(row.getString("kind")),
                row.getString("email"),
                row.getString("display_name"),
                row.getString("token"),
                row.getTimestamp("expires_at").toInstant(),
                row.getString("traceparent"));
    }

    /** All settle in one order, so no two wait for each other. */
    @Override
    @Transactional
    public void settle(List<Outcome<TokenLetter>> outcomes) {
        outcomes.stream()
                .sorted(Comparator.comparing(outcome -> outcome.letter().id()))
                .forEach(this::settle);
    }

    private void settle(Outcome<TokenLetter> outcome) {
        switch (outcome) {
            case Outcome.Sent(TokenLetter letter) ->
                jdbc.sql("""
                        UPDATE token_mail SET state = 'SENT', token = NULL, settled_at = ?
                        WHERE id = ? AND state = 'PENDING'
                        """).params(now(), letter.id()).update();
            case Outcome.Refused(TokenLetter letter, String error) ->
                jdbc.sql("""
                        UPDATE token_mail SET state = 'FAILED', token = NULL, settled_at = ?, last_error = ?
                        WHERE id = ? AND state = 'PENDING' AND attempts = ?
                        """)
                        .params(now(), error, letter.id(), letter.attempt())
                        .update();
            case Outcome.Failed(TokenLetter letter, String error) -> {
                Instant next = clock.instant().plus(settings.retryAfter(letter.attempt()));
                jdbc.sql("""
                        UPDATE token_mail SET due_at = ?, last_error = ?
                        WHERE id = ? AND state = 'PENDING' AND attempts = ?
                        """)
                        .params(Timestamp.from(next), error, letter.id(), letter.attempt())
                        .update();
            }
        }
    }

    @Scheduled(fixedDelay = 1, initialDelay = 1, timeUnit = TimeUnit.HOURS)
    void forget() {
        jdbc.sql("DELETE FROM token_mail WHERE settled_at <= ?")
                .param(Timestamp.from(clock.instant().minus(KEPT)))
                .update();
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }
}
