package dev.evently.identity.session;

import dev.evently.identity.attempt.Source;
import dev.evently.identity.secret.BearerSecret;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Who has given the right password and owes the code. A challenge is a secret as a refresh token is, lasts {@link #LIFE},
 * opens one session, and is gone with the credentials that it began with.
 */
@Component
class LoginChallenges {

    static final Duration LIFE = Duration.ofMinutes(5);

    record Challenge(UUID accountId, Source source) {}

    private final JdbcClient jdbc;
    private final Clock clock;

    LoginChallenges(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    BearerSecret add(UUID accountId, Source source) {
        BearerSecret secret = BearerSecret.random();
        jdbc.sql("""
                INSERT INTO login_challenge (hash, account_id, source, source_known, expires_at) VALUES (?, ?, ?, ?, ?)
                """)
                .params(
                        secret.hash(),
                        accountId,
                        source.name(),
                        source.known(),
                        Timestamp.from(clock.instant().plus(LIFE)))
                .update();
        return secret;
    }

    Optional<Challenge> find(BearerSecret secret) {
        return jdbc.sql("""
                SELECT account_id, source, source_known FROM login_challenge WHERE hash = ? AND expires_at > ?
                """)
                .params(secret.hash(), Timestamp.from(clock.instant()))
                .query((row, n) -> new Challenge(
                        row.getObject("account_id", UUID.class),
                        new Source(row.getString("source"), row.getBoolean("source_known"))))
                .optional();
    }

    /** Uses a challenge up; false when that has happened already. */
    boolean use(BearerSecret secret) {
        return jdbc.sql("DELETE FROM login_challenge WHERE hash = ?")
                        .param(secret.hash())
                        .update()
                == 1;
    }

    void deleteOf(UUID accountId) {
        jdbc.sql("DELETE FROM login_challenge WHERE account_id = ?")
                .param(accountId)
                .update();
    }

    @Scheduled(fixedDelay = 10, initialDelay = 10, timeUnit = TimeUnit.MINUTES)
    void forget() {
        Instant now = clock.instant();
        jdbc.sql("DELETE FROM login_challenge WHERE expires_at <= ?")
                .param(Timestamp.from(now))
                .update();
    }
}
