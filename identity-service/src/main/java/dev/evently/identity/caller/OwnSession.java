package dev.evently.identity.caller;

import dev.evently.platform.docs.NotSent;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The person who sent a request, and the session that the access token belongs to, which was open when the request came.
 *
 * @param sessionId null for a token that names none
 */
@NotSent(fromToken = true)
public record OwnSession(UUID accountId, @Nullable UUID sessionId) {

    public boolean isOf(UUID session) {
        return session.equals(sessionId);
    }
}
