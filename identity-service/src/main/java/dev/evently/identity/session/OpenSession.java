package dev.evently.identity.session;

import dev.evently.identity.account.AccountDirectory;
import dev.evently.identity.account.AccountProfile;
import dev.evently.identity.account.ProvenAccount;
import dev.evently.identity.audit.SecurityEventType;
import dev.evently.identity.audit.SecurityLog;
import dev.evently.identity.caller.Origin;
import dev.evently.platform.id.Ids;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/** Signs somebody in. The password is checked before the transaction begins, so that no connection waits for it. */
@Service
class OpenSession {

    private final AccountDirectory accounts;
    private final KnownSources knownSources;
    private final Sessions sessions;
    private final IssueTokens tokens;
    private final SessionSettings settings;
    private final SecurityLog log;
    private final TransactionOperations transactions;
    private final Clock clock;

    OpenSession(
            AccountDirectory accounts,
            KnownSources knownSources,
            Sessions sessions,
            IssueTokens tokens,
            SessionSettings settings,
            SecurityLog log,
            TransactionOperations transactions,
            Clock clock) {
        this.accounts = accounts;
        this.knownSources = knownSources;
        this.sessions = sessions;
        this.tokens = tokens;
        this.settings = settings;
        this.log = log;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * The tokens of a new session, or nothing when address and password do not belong together.
     *
     * @param proof any refresh token that this device got earlier, so that it is not taken for a stranger's
     */
    Optional<SessionTokens> open(String email, String password, Origin origin, @Nullable RefreshSecret proof) {
        return accounts.authenticate(email, password, account -> knownSources.of(account, origin, proof))
                .flatMap(proven -> Objects.requireNonNull(transactions.execute(transaction -> open(proven, origin))));
    }

    private Optional<SessionTokens> open(ProvenAccount proven, Origin origin) {
        if (!accounts.stillHolds(proven)) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        AccountProfile account = proven.account();
        Session session = sessions.save(new Session(Ids.next(), account.id(), origin, now, now.plus(settings.ttl())));
        log.record(SecurityEventType.LOGGED_IN, account.id(), session.id());
        return Optional.of(tokens.issue(session, account));
    }
}
