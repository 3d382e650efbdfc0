package dev.evently.identity.account;

import dev.evently.identity.audit.SecurityEventType;
import dev.evently.identity.audit.SecurityLog;
import dev.evently.identity.caller.Origin;
import dev.evently.identity.mail.MailPurpose;
import dev.evently.identity.mail.MailedTokens;
import dev.evently.platform.id.Ids;
import dev.evently.platform.messaging.OwnTrace;
import dev.evently.platform.messaging.TraceHeader;
import io.opentelemetry.context.Scope;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Has tokens mailed to those who do not know their password any more.
 *
 * <p>A request is taken down, whoever's address it names, and answered at once: only afterwards is an account looked for. So
 * neither the answer nor its time tells whether there is one.
 */
@Service
class RequestPasswordReset {

    private static final int BATCH = 50;
    private static final Logger logger = LoggerFactory.getLogger(RequestPasswordReset.class);

    private record Waiting(String email, @Nullable String region) {}

    private final Accounts accounts;
    private final MailedTokens tokens;
    private final SecurityLog log;
    private final JdbcClient jdbc;
    private final TransactionOperations transactions;
    private final Clock clock;

    RequestPasswordReset(
            Accounts accounts,
            MailedTokens tokens,
            SecurityLog log,
            JdbcClient jdbc,
            TransactionOperations transactions,
            Clock clock) {
        this.accounts = accounts;
        this.tokens = tokens;
        this.log = log;
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Takes a request down; false when its network has asked for too many. */
    @Transactional
    public boolean ask(EmailAddress email, Origin origin) {
        if (!tokens.admitNetwork(origin.network())) {
            return false;
        }
        jdbc.sql("INSERT INTO password_reset_request (id, email, region, asked_at) VALUES (?, ?, ?, ?)")
                .param(Ids.next())
                .param(email.value())
                .param(origin.region())
                .param(Timestamp.from(clock.instant()))
                .update();
        return true;
    }

    /** Looks after what was taken down, here or by another instance. */
    @Scheduled(fixedDelay = 250, timeUnit = TimeUnit.MILLISECONDS)
    void answer() {
        try (Scope _ = TraceHeader.unrecorded().makeCurrent()) {
            int answered;
            do {
                answered = Objects.requireNonNull(transactions.execute(transaction -> answerBatch()));
            } while (answered == BATCH);
        } catch (DataAccessException | TransactionException e) {
            logger.warn("Requests for other passwords wait: {}", e.toString());
        }
    }

    private int answerBatch() {
        List<Waiting> batch = jdbc.sql("""
                DELETE FROM password_reset_request WHERE id IN (
                    SELECT id FROM password_reset_request ORDER BY id LIMIT ? FOR UPDATE SKIP LOCKED)
                RETURNING email, region
                """)
                .param(BATCH)
                .query((row, n) -> new Waiting(row.getString("email"), row.getString("region")))
                .list();
        batch.forEach(request -> OwnTrace.during("mail a password reset", () -> answer(request)));
        return batch.size();
    }

    private void answer(Waiting request) {
        accounts.findByEmail(request.email()).map(Account::profile).ifPresent(account -> {
            if (tokens.mail(MailPurpose.PASSWORD_RESET, account.id(), account.email(), account.displayName())) {
                log.recordLater(SecurityEventType.PASSWORD_RESET_REQUESTED, account.id(), request.region());
            }
        });
    }
}
