package dev.evently.identity.session;

import dev.evently.identity.secret.BearerSecret;
import java.time.Duration;

/**
 * What a client gets when a session is opened or renewed.
 *
 * @param expiresIn the seconds that the access token is valid for
 */
record SessionTokens(String accessToken, String refreshToken, String tokenType, long expiresIn) {

    SessionTokens(String accessToken, BearerSecret secret, Duration accessTokenTtl) {
        this(accessToken, secret.value(), "Bearer", accessTokenTtl.toSeconds());
    }

    @Override
    public String toString() {
        return "SessionTokens[expiresIn=%d]".formatted(expiresIn);
    }
}
