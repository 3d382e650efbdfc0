package dev.evently.platform.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;

/**
 * Remembers tokens that were found good, because checking a signature costs many times what all else about a token does.
 *
 * <p>A token is remembered for {@link #LONGEST} at most and never beyond its own expiry. A key that the issuer has withdrawn
 * is therefore believed for that much longer; the decoder itself keeps keys for five minutes. Only good tokens are
 * remembered, found by their SHA-256, so neither invented tokens nor the time a comparison takes are of use to anybody.
 */
final class RememberedTokens implements JwtDecoder {

    static final Duration LONGEST = Duration.ofMinutes(1);
    /** A few kilobytes each. */
    private static final int MOST = 5_000;

    private record Remembered(Jwt token, Instant until) {}

    private final JwtDecoder decoder;
    private final Clock clock;
    private final Cache<ByteBuffer, Remembered> good =
            Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(LONGEST).build();

    RememberedTokens(JwtDecoder decoder, Clock clock) {
        this.decoder = decoder;
        this.clock = clock;
    }

    @Override
    public Jwt decode(String token) {
        ByteBuffer digest = ByteBuffer.wrap(sha256(token));
        Remembered known = good.getIfPresent(digest);
        if (known != null && clock.instant().isBefore(known.until())) {
            return known.token();
        }
        Jwt checked = decoder.decode(token);
        remember(digest, checked);
        return checked;
    }

    private void remember(ByteBuffer digest, Jwt token) {
        Instant expiry = token.getExpiresAt();
        if (expiry != null) {
            Instant longest = clock.instant().plus(LONGEST);
            good.put(digest, new Remembered(token, expiry.isBefore(longest) ? expiry : longest));
        }
    }

    private static byte[] sha256(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
