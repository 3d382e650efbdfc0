package dev.evently.identity.client;

import dev.evently.identity.audit.SecurityEventType;
import dev.evently.identity.audit.SecurityLog;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;

/**
 * Takes down that somebody names a client and does not know its secret. A wrong one costs next to nothing to try, so this is
 * taken down once in a while and not each time, and of no client that there is not.
 */
final class WatchedClients implements AuthenticationProvider {

    private static final Duration ONCE_IN = Duration.ofMinutes(1);

    private final AuthenticationProvider bySecret;
    private final Set<String> clients;
    private final SecurityLog log;
    private final Clock clock;
    private final Map<String, Instant> takenDown = new ConcurrentHashMap<>();

    WatchedClients(AuthenticationProvider bySecret, Set<String> clients, SecurityLog log, Clock clock) {
        this.bySecret = bySecret;
        this.clients = Set.copyOf(clients);
        this.log = log;
        this.clock = clock;
    }

    @Override
    public @Nullable Authentication authenticate(Authentication attempt) {
        try {
            return bySecret.authenticate(attempt);
        } catch (OAuth2AuthenticationException refused) {
            String client = attempt.getName();
            if (clients.contains(client) && isTime(client)) {
                log.recordClient(SecurityEventType.CLIENT_REFUSED, client);
            }
            throw refused;
        }
    }

    private boolean isTime(String client) {
        Instant now = clock.instant();
        return now.equals(
                takenDown.merge(client, now, (last, given) -> given.isBefore(last.plus(ONCE_IN)) ? last : given));
    }

    @Override
    public boolean supports(Class<?> kind) {
        return bySecret.supports(kind);
    }
}
