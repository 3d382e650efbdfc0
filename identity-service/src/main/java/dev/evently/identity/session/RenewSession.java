package dev.evently.identity.session;

import dev.evently.identity.account.AccountDirectory;
import dev.evently.identity.account.AccountProfile;
import dev.evently.identity.audit.SecurityEventType;
import dev.evently.identity.audit.SecurityLog;
import dev.evently.identity.caller.Origin;
import dev.evently.identity.secret.BearerSecret;
import dev.evently.identity.session.Renewal.Refused;
import dev.evently.identity.session.Renewal.Renewed;
import dev.evently.identity.session.Renewal.Reused;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Trades a refresh token for the next pair.
 *
 * <p>Strict rotation (RFC 9700, section 4.14.2): a token that comes a second time ends the whole session, because the
 * server cannot know which of the two holders is the thief. There is no grace: a client that lost the answer and sends
 * its token again has to sign in again.
 */
@Service
class RenewSession {

    private final Sessions sessions;
    private final RefreshTokens refreshTokens;
    private final AccountDirectory accounts;
    private final IssueTokens tokens;
    private final SecurityLog log;
    private final SessionSettings settings;
    private final Clock clock;

    RenewSession(
            Sessions sessions,
            RefreshTokens refreshTokens,
            AccountDirectory accounts,
            IssueTokens tokens,
            SecurityLog log,
            SessionSettings settings,
            Clock clock) {
        this.sessions = sessions;
        this.refreshTokens = refreshTokens;
        this.accounts = accounts;
        this.tokens = tokens;
        this.log = log;
        this.settings = settings;
        this.clock = clock;
    }

    @Transactional
    public Renewal renew(BearerSecret secret, Origin origin) {
        Instant now = clock.instant();
        Optional<Session> open = sessions.lockByRefreshToken(secret.hash()).filter(session -> session.isOpen(now));
        Optional<RefreshToken> token = refreshTokens.findByHash(secret.hash());
        if (open.isEmpty() || token.isEmpty()) {
            return new Refused();
        }
        return renew(open.get(), token.get(), origin, now);
    }

    private Renewal renew(Session session, RefreshToken token, Origin origin, Instant now) {
        if (token.isUsed()) {
            session.disown(now);
            log.record(SecurityEventType.REFRESH_TOKEN_REUSED, session.accountId(), session.id());
            return new Reused();
        }
        token.use(now);
        refreshTokens.saveAndFlush(token);
        session.extend(origin, now, now.plus(settings.ttl()));
        AccountProfile account = accounts.find(session.accountId()).orElseThrow();
        return new Renewed(tokens.issue(session, account));
    }
}
