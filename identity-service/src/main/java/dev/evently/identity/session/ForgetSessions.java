package dev.evently.identity.session;

import dev.evently.identity.token.TokenSettings;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Deletes what nobody can use any more: sessions that have expired, their last access token too, and tokens used so long ago that a session
 * unrenewed since then would have expired. A token that comes after that is refused as unknown and revokes nothing.
 */
@Service
class ForgetSessions {

    private final Sessions sessions;
    private final RefreshTokens refreshTokens;
    private final SessionSettings settings;
    private final TokenSettings tokens;
    private final Clock clock;

    ForgetSessions(
            Sessions sessions,
            RefreshTokens refreshTokens,
            SessionSettings settings,
            TokenSettings tokens,
            Clock clock) {
        this.sessions = sessions;
        this.refreshTokens = refreshTokens;
        this.settings = settings;
        this.tokens = tokens;
        this.clock = clock;
    }

    @Scheduled(fixedDelay = 1, initialDelay = 1, timeUnit = TimeUnit.HOURS)
    @Transactional
    public void forget() {
        Instant now = clock.instant();
        sessions.deleteExpired(now.minus(tokens.accessTokenTtl()).minus(RevokedSessions.MARGIN));
        refreshTokens.deleteUsedBefore(now.minus(settings.ttl()));
    }
}
