package dev.evently.identity.session;

import dev.evently.identity.token.TokenSettings;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Service;

/**
 * The sessions that were ended so recently that access tokens of theirs may not have expired yet. It is always the whole
 * list: a transaction that commits late is in the next answer of every instance, where a reader that asked only for what is
 * newer than its last answer would have passed it by. Each entry took somebody a login, whose password had to be hashed, so
 * the list is short.
 */
@Service
class RevokedSessions {

    /** For clocks that differ, on the side of who mints and of who checks a token, and for commits that take long. */
    static final Duration MARGIN = Duration.ofMinutes(3);

    private final Sessions sessions;
    private final TokenSettings tokens;
    private final Clock clock;

    RevokedSessions(Sessions sessions, TokenSettings tokens, Clock clock) {
        this.sessions = sessions;
        this.tokens = tokens;
        this.clock = clock;
    }

    /** In the order of their ids. */
    List<UUID> list() {
        return sessions.revokedAfter(
                clock.instant().minus(tokens.accessTokenTtl()).minus(MARGIN));
    }
}
