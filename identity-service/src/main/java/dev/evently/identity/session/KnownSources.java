package dev.evently.identity.session;

import dev.evently.identity.attempt.Source;
import dev.evently.identity.caller.Origin;
import dev.evently.identity.secret.BearerSecret;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Tells whether a person has signed in from somewhere before: with a token of an earlier session as the proof of a device,
 * used or expired as it may be, or else by the network. Sessions that the person disowned, or of which a token was used
 * twice, prove nothing.
 */
@Component
class KnownSources {

    private static final String NO_TOKEN = "";

    private final Sessions sessions;

    KnownSources(Sessions sessions) {
        this.sessions = sessions;
    }

    /**
     * From where a request comes, as far as this account is concerned.
     *
     * @param accountId may be the id of no account, which takes the same work
     */
    Source of(UUID accountId, Origin origin, @Nullable BearerSecret proof) {
        return sessions.ofDevice(accountId, proof == null ? NO_TOKEN : proof.hash())
                .map(Source::device)
                .orElseGet(() -> Source.network(
                        origin.network(),
                        sessions.existsByAccountIdAndClientNetworkAndDisownedFalse(accountId, origin.network())));
    }
}
