package dev.evently.gateway.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import reactor.core.publisher.Mono;

/**
 * Remembers tokens that were found good, because checking a signature costs many times what all else about a token does.
 *
 * <p>A token is remembered for {@link #LONGEST} at most, never beyond its own expiry, and only as long as the keys are the
 * ones that it was checked with: after every fetch of the keys it is checked again. It is no longer good, remembered or not,
 * when its session has ended ({@link RevokedSessions}). Only good tokens are remembered, found
 * by their SHA-256, so neither invented tokens nor the time a comparison takes are of use to anybody. The services behind
 * check every token for themselves.
 */
final class VerifiedTokens implements ReactiveJwtDecoder {

    static final Duration LONGEST = Duration.ofMinutes(1);
    static final String SESSION = "sid";

    /** A few kilobytes each. */
    private static final int MOST = 5_000;

    /**
     * A good token.
     *
     * @param session what it belongs to; null for the token of a machine
     * @param keys what it was checked with
     * @param until when it is to be checked again
     */
    private record Verified(Jwt token, @Nullable String session, Object keys, Instant until) {}

    private final ReactiveJwtDecoder decoder;
    private final IdentityKeys keys;
    private final RevokedSessions revoked;
    private final Clock clock;
    private final Cache<ByteBuffer, Verified> verified =
            Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(LONGEST).build();

    VerifiedTokens(ReactiveJwtDecoder decoder, IdentityKeys keys, RevokedSessions revoked, Clock clock) {
        this.decoder = decoder;
        this.keys = keys;
        this.revoked = revoked;
        this.clock = clock;
    }

    /** A token that has been found good and need not be checked again yet; null for every other. */
    @Nullable
    Jwt remembered(String token) {
        return remembered(digestOf(token));
    }

    @Override
    public Mono<Jwt> decode(String token) {
        return Mono.defer(() -> {
            ByteBuffer digest = digestOf(token);
            // Read before the check, so that keys which change meanwhile leave nothing behind.
            Object current = keys.current();
            Jwt known = remembered(digest);
            return known == null
                    ? revoked.known()
                            .then(decoder.decode(token))
                            .doOnNext(this::refuseRevoked)
                            .doOnNext(good -> remember(digest, good, current))
                    : Mono.just(known);
        });
    }

    private void refuseRevoked(Jwt token) {
        if (revoked.contains(token.getClaimAsString(SESSION))) {
            throw new BadJwtException("The session has ended");
        }
    }

    private @Nullable Jwt remembered(ByteBuffer digest) {
        Verified known = verified.getIfPresent(digest);
        return known != null
                        && known.keys() == keys.current()
                        && clock.instant().isBefore(known.until())
                        && !revoked.contains(known.session())
                ? known.token()
                : null;
    }

    private void remember(ByteBuffer digest, Jwt token, @Nullable Object current) {
        Instant expiry = token.getExpiresAt();
        if (current != null && expiry != null) {
            Instant longest = clock.instant().plus(LONGEST);
            verified.put(
                    digest,
                    new Verified(
                            token,
                            token.getClaimAsString(SESSION),
                            current,
                            expiry.isBefore(longest) ? expiry : longest));
        }
    }

    private static ByteBuffer digestOf(String token) {
        return ByteBuffer.wrap(Sha256.of(token));
    }
}
