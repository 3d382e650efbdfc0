package dev.evently.identity.session;

import dev.evently.identity.audit.SecurityEventType;
import dev.evently.identity.audit.SecurityLog;
import dev.evently.identity.caller.OpenSessions;
import dev.evently.identity.caller.OwnSession;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The open sessions of a person, in his own hands. */
@Service
class OwnSessions implements OpenSessions {

    /** Greater than every id. */
    static final UUID END = new UUID(-1, -1);

    private final Sessions sessions;
    private final SecurityLog log;
    private final Clock clock;

    OwnSessions(Sessions sessions, SecurityLog log, Clock clock) {
        this.sessions = sessions;
        this.log = log;
        this.clock = clock;
    }

    @Override
    public boolean isOpen(UUID session) {
        return sessions.existsByIdAndRevokedAtIsNull(session);
    }

    /** Those opened last come first. */
    List<SessionView> list(OwnSession own, UUID before, int limit) {
        return sessions.open(own.accountId(), clock.instant(), before, Limit.of(limit)).stream()
                .map(session -> session.view(own))
                .toList();
    }

    /** Ends a session; false when the person has no such session that is open. */
    @Transactional
    public boolean end(OwnSession own, UUID session) {
        if (sessions.revoke(session, own.accountId(), clock.instant()) == 0) {
            return false;
        }
        log.record(SecurityEventType.SESSION_ENDED, own.accountId(), session);
        return true;
    }

    /** Ends every session but the one that asks. */
    @Transactional
    public void endOthers(OwnSession own) {
        UUID kept = Objects.requireNonNullElse(own.sessionId(), EndSessions.NONE);
        if (sessions.revokeOthers(own.accountId(), kept, clock.instant()) > 0) {
            log.record(SecurityEventType.OTHER_SESSIONS_ENDED, own.accountId(), own.sessionId());
        }
    }
}
