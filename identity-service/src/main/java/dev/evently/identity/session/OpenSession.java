package dev.evently.identity.session;

import dev.evently.identity.account.AccountDirectory;
import dev.evently.identity.account.AccountProfile;
import dev.evently.identity.account.ProvenAccount;
import dev.evently.identity.attempt.Source;
import dev.evently.identity.audit.SecurityEventType;
import dev.evently.identity.audit.SecurityLog;
import dev.evently.identity.caller.Origin;
import dev.evently.identity.factor.SecondFactors;
import dev.evently.identity.mail.MailPurpose;
import dev.evently.identity.mail.MailedTokens;
import dev.evently.identity.secret.BearerSecret;
import dev.evently.identity.session.LoginChallenges.Challenge;
import dev.evently.identity.session.Opening.BadCredentials;
import dev.evently.identity.session.Opening.ChallengeOver;
import dev.evently.identity.session.Opening.CodeNeeded;
import dev.evently.identity.session.Opening.EmailUnverified;
import dev.evently.identity.session.Opening.Opened;
import dev.evently.identity.session.Opening.WrongCode;
import dev.evently.platform.id.Ids;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/** Signs somebody in. The password is checked before the transaction begins, so that no connection waits for it. */
@Service
class OpenSession {

    private final AccountDirectory accounts;
    private final KnownSources knownSources;
    private final SecondFactors secondFactors;
    private final MailedTokens mailedTokens;
    private final LoginChallenges challenges;
    private final Sessions sessions;
    private final IssueTokens tokens;
    private final SessionSettings settings;
    private final SecurityLog log;
    private final TransactionOperations transactions;
    private final Clock clock;

    OpenSession(
            AccountDirectory accounts,
            KnownSources knownSources,
            SecondFactors secondFactors,
            MailedTokens mailedTokens,
            LoginChallenges challenges,
            Sessions sessions,
            IssueTokens tokens,
            SessionSettings settings,
            SecurityLog log,
            TransactionOperations transactions,
            Clock clock) {
        this.accounts = accounts;
        this.knownSources = knownSources;
        this.secondFactors = secondFactors;
        this.mailedTokens = mailedTokens;
        this.challenges = challenges;
        this.sessions = sessions;
        this.tokens = tokens;
        this.settings = settings;
        this.log = log;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Opens a session for who knows the password, unless a code is still needed.
     *
     * @param proof any refresh token that this device got earlier, so that it is not taken for a stranger's
     */
    Opening open(String email, String password, Origin origin, @Nullable BearerSecret proof) {
        AtomicReference<@Nullable Source> source = new AtomicReference<>();
        Optional<ProvenAccount> proven = accounts.authenticate(email, password, account -> {
            Source from = knownSources.of(account, origin, proof);
            source.set(from);
            return from;
        });
        if (proven.isEmpty()) {
            return new BadCredentials();
        }
        return inTransaction(() -> open(proven.get(), Objects.requireNonNull(source.get()), origin));
    }

    private Opening open(ProvenAccount proven, Source source, Origin origin) {
        Optional<AccountProfile> held = accounts.hold(proven);
        if (held.isEmpty()) {
            return new BadCredentials();
        }
        AccountProfile account = held.get();
        if (settings.needVerifiedEmail() && !account.emailVerified()) {
            mailedTokens.mail(MailPurpose.EMAIL_VERIFICATION, account.id(), account.email(), account.displayName());
            return new EmailUnverified();
        }
        return account.mfaEnabled()
                ? new CodeNeeded(challenges.add(account.id(), source).value())
                : begin(account, origin);
    }

    /** Opens the session for who owed a code. The code is used up by a right answer, the challenge by a session. */
    Opening answer(BearerSecret challenge, String code, Origin origin) {
        Optional<Challenge> pending = challenges.find(challenge);
        if (pending.isEmpty()) {
            return new ChallengeOver();
        }
        UUID accountId = pending.get().accountId();
        if (!secondFactors.prove(accountId, code, pending.get().source())) {
            return new WrongCode();
        }
        return inTransaction(() -> challenges.use(challenge)
                ? begin(accounts.hold(accountId).orElseThrow(), origin)
                : new ChallengeOver());
    }

    private Opening begin(AccountProfile account, Origin origin) {
        Instant now = clock.instant();
        Session session = sessions.save(new Session(Ids.next(), account.id(), origin, now, now.plus(settings.ttl())));
        log.record(SecurityEventType.LOGGED_IN, account.id(), session.id());
        return new Opened(tokens.issue(session, account));
    }

    private Opening inTransaction(Supplier<Opening> work) {
        return Objects.requireNonNull(transactions.execute(transaction -> work.get()));
    }
}
