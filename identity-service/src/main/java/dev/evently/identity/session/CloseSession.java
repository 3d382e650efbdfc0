package dev.evently.identity.session;

import dev.evently.identity.audit.SecurityEventType;
import dev.evently.identity.audit.SecurityLog;
import dev.evently.identity.secret.BearerSecret;
import java.time.Clock;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Signs somebody out. The gateways learn of it within seconds, see {@link RevokedSessions}. */
@Service
class CloseSession {

    private final Sessions sessions;
    private final SecurityLog log;
    private final Clock clock;

    CloseSession(Sessions sessions, SecurityLog log, Clock clock) {
        this.sessions = sessions;
        this.log = log;
        this.clock = clock;
    }

    /** Ends the session that the refresh token belongs to; does nothing when it is not one of this account. */
    @Transactional
    public void close(UUID accountId, BearerSecret secret) {
        sessions.lockByRefreshToken(secret.hash())
                .filter(session -> session.accountId().equals(accountId) && session.isOpen(clock.instant()))
                .ifPresent(this::close);
    }

    private void close(Session session) {
        session.revoke(clock.instant());
        log.record(SecurityEventType.LOGGED_OUT, session.accountId(), session.id());
    }
}
