package dev.evently.identity.session;

import dev.evently.identity.account.CredentialsChanged;
import dev.evently.identity.account.RolesChanged;
import java.time.Clock;
import java.util.Objects;
import java.util.UUID;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Ends the sessions of an account whose credentials or roles have changed, in the transaction that changes them. */
@Service
class EndSessions {

    /** The id of no session. */
    static final UUID NONE = new UUID(0, 0);

    private final Sessions sessions;
    private final LoginChallenges challenges;
    private final Clock clock;

    EndSessions(Sessions sessions, LoginChallenges challenges, Clock clock) {
        this.challenges = challenges;
        this.sessions = sessions;
        this.clock = clock;
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    public void end(CredentialsChanged changed) {
        // First those who owe a code: who answers at this moment holds his challenge until his session is there to be
        // ended.
        challenges.deleteOf(changed.accountId());
        sessions.revokeOthers(
                changed.accountId(), Objects.requireNonNullElse(changed.keptSession(), NONE), clock.instant());
    }

    /** The devices are not to blame: who signs in on them again is known there as before. */
    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    public void end(RolesChanged changed) {
        sessions.revokeAll(changed.accountId(), clock.instant());
    }
}
