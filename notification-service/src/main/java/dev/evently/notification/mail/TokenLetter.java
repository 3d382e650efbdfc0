package dev.evently.notification.mail;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Brings an account a token, which is a secret.
 *
 * @param id the event that asked for it
 */
record TokenLetter(
        String id,
        int attempt,
        TokenKind kind,
        String email,
        String displayName,
        String token,
        Instant expiresAt,
        @Nullable String traceparent)
        implements Letter {

    @Override
    public String toString() {
        return "TokenLetter[id=%s]".formatted(id);
    }
}
