package dev.evently.identity.session;

import dev.evently.identity.account.CredentialsChanged;
import java.time.Clock;
import java.util.Objects;
import java.util.UUID;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Ends the sessions of an account whose credentials have changed, in the transaction that changes them. */
@Service
class EndSessions {

    /** The id of no session. */
    static final UUID NONE = new UUID(0, 0);

    private final Sessions sessions;
    private final Clock clock;

    EndSessions(Sessions sessions, Clock clock) {
        this.sessions = sessions;
        this.clock = clock;
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    public void end(CredentialsChanged changed) {
        sessions.revokeOthers(
                changed.accountId(), Objects.requireNonNullElse(changed.keptSession(), NONE), clock.instant());
    }
}
