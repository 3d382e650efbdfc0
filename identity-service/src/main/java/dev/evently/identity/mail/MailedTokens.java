package dev.evently.identity.mail;

import dev.evently.identity.secret.BearerSecret;
import dev.evently.platform.messaging.Outbox;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The rights to do something once that were mailed to accounts. Of each kind an account has one that is good, the last one.
 * Only hashes are kept here; the secret itself leaves by the outbox, whose row is deleted when Kafka has it.
 */
@Service
public class MailedTokens {

    /** The time in which mails are counted together. */
    public static final Duration WINDOW = Duration.ofHours(1);

    private final JdbcClient jdbc;
    private final Outbox outbox;
    private final MailSettings settings;
    private final Clock clock;

    MailedTokens(JdbcClient jdbc, Outbox outbox, MailSettings settings, Clock clock) {
        this.jdbc = jdbc;
        this.outbox = outbox;
        this.settings = settings;
        this.clock = clock;
    }

    /** How long a token of this kind is good. */
    public Duration ttl(MailPurpose purpose) {
        return settings.ttl(purpose);
    }

    /**
     * Has a new token mailed in place of the former one, in the running transaction; false when the account has got as many
     * mails of the kind as it may, and the former one stays good.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean mail(MailPurpose purpose, UUID accountId, String email, String displayName) {
        if (!count(purpose + " of " + accountId, settings.perAccount())) {
            return false;
        }
        BearerSecret secret = BearerSecret.random();
        Instant expiry = clock.instant().plus(settings.ttl(purpose));
        jdbc.sql("""
                INSERT INTO mailed_token (account_id, purpose, hash, expires_at) VALUES (?, ?, ?, ?)
                ON CONFLICT ON CONSTRAINT mailed_token_pkey DO UPDATE
                SET hash = excluded.hash, expires_at = excluded.expires_at
                """)
                .params(accountId, purpose.name(), secret.hash(), Timestamp.from(expiry))
                .update();
        outbox.append(new TokenMail(accountId, email, displayName, secret.value(), expiry).asIntegrationEvent(purpose));
        return true;
    }

    /** Whether this network may ask for one more mail to anybody; asking counts. */
    public boolean admitNetwork(String network) {
        return count("network " + network, settings.perNetwork());
    }

    /** The account that the token was mailed to, while it is good. */
    public Optional<UUID> find(MailPurpose purpose, String token) {
        return jdbc.sql("SELECT account_id FROM mailed_token WHERE hash = ? AND purpose = ? AND expires_at > ?")
                .params(new BearerSecret(token.strip()).hash(), purpose.name(), now())
                .query(UUID.class)
                .optional();
    }

    /** Uses a token up; nothing when it is not, or no longer, good. Of several who try, one succeeds. */
    public Optional<UUID> use(MailPurpose purpose, String token) {
        return jdbc.sql("""
                DELETE FROM mailed_token WHERE hash = ? AND purpose = ? AND expires_at > ? RETURNING account_id
                """)
                .params(new BearerSecret(token.strip()).hash(), purpose.name(), now())
                .query(UUID.class)
                .optional();
    }

    /** Lets the token of an account be good no longer. */
    public void revoke(MailPurpose purpose, UUID accountId) {
        jdbc.sql("DELETE FROM mailed_token WHERE account_id = ? AND purpose = ?")
                .params(accountId, purpose.name())
                .update();
    }

    /** Counts one more within {@link #WINDOW}; false, and not counted, when there were as many as there may be. */
    private boolean count(String subject, int most) {
        Timestamp over = Timestamp.from(clock.instant().minus(WINDOW));
        return jdbc.sql("""
                INSERT INTO mail_quota AS q (subject, began_at, asked) VALUES (:subject, :now, 1)
                ON CONFLICT ON CONSTRAINT mail_quota_pkey DO UPDATE
                SET began_at = CASE WHEN q.began_at > :over THEN q.began_at ELSE excluded.began_at END,
                    asked = CASE WHEN q.began_at > :over THEN q.asked + 1 ELSE 1 END
                WHERE q.began_at <= :over OR q.asked < :most
                """)
                        .param("subject", subject)
                        .param("now", now())
                        .param("over", over)
                        .param("most", most)
                        .update()
                == 1;
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }

    @Scheduled(fixedDelay = 10, initialDelay = 10, timeUnit = TimeUnit.MINUTES)
    void forget() {
        jdbc.sql("DELETE FROM mailed_token WHERE expires_at <= ?").param(now()).update();
        jdbc.sql("DELETE FROM mail_quota WHERE began_at <= ?")
                .param(Timestamp.from(clock.instant().minus(WINDOW)))
                .update();
    }
}
