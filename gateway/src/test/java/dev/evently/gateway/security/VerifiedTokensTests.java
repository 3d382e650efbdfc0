package dev.evently.gateway.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.evently.testing.MutableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;

class VerifiedTokensTests {

    private static final String TOKEN = "token";
    private static final RSAKey KEY = newKey();

    private final MutableClock clock = new MutableClock();
    private final AtomicInteger checks = new AtomicInteger();
    private final AtomicReference<Duration> life = new AtomicReference<>(Duration.ofMinutes(15));
    private final AtomicReference<Boolean> good = new AtomicReference<>(true);
    private final IdentityKeys keys = new IdentityKeys(
            WebClient.builder()
                    .exchangeFunction(request -> Mono.fromSupplier(() -> ClientResponse.create(HttpStatus.OK)
                            .body(new JWKSet(KEY).toString())
                            .build()))
                    .build(),
            IdentityKeys.OF_IDENTITY_SERVICE,
            clock);
    private final AtomicReference<Set<String>> ended = new AtomicReference<>(Set.of());
    private final RevokedSessions revoked = new RevokedSessions(WebClient.builder()
            .exchangeFunction(request -> Mono.fromSupplier(() -> ClientResponse.create(HttpStatus.OK)
                    .header("Content-Type", "application/json")
                    .body("{\"sessions\":[" + String.join(",", ended.get()) + "]}")
                    .build()))
            .build());
    private final VerifiedTokens tokens = new VerifiedTokens(this::check, keys, revoked, clock);

    @BeforeEach
    void learnOfSessions() {
        revoked.start();
    }

    @AfterEach
    void stop() {
        revoked.stop();
    }

    @Test
    void checksATokenOnce() {
        fetchKeys();

        assertThat(decode(TOKEN)).isSameAs(decode(TOKEN));
        assertThat(checks).hasValue(1);
    }

    @Test
    void checksEachTokenForItself() {
        fetchKeys();

        assertThat(decode("one").getTokenValue()).isEqualTo("one");
        assertThat(decode("two").getTokenValue()).isEqualTo("two");
        assertThat(decode("one").getTokenValue()).isEqualTo("one");
    }

    @Test
    void checksATokenAgainAfterAWhile() {
        fetchKeys();
        decode(TOKEN);
        clock.advance(VerifiedTokens.LONGEST.plusMillis(1));
        good.set(false);

        assertThatThrownBy(() -> decode(TOKEN)).isInstanceOf(BadJwtException.class);
    }

    @Test
    void remembersNoTokenBeyondItsExpiry() {
        fetchKeys();
        life.set(Duration.ofSeconds(10));
        decode(TOKEN);
        clock.advance(Duration.ofSeconds(11));
        good.set(false);

        assertThatThrownBy(() -> decode(TOKEN)).isInstanceOf(BadJwtException.class);
    }

    @Test
    void checksEveryTokenAgainWhenTheKeysHaveBeenFetched() {
        fetchKeys();
        decode(TOKEN);
        clock.advance(Duration.ofSeconds(2));
        fetchKeys();
        good.set(false);

        assertThatThrownBy(() -> decode(TOKEN)).isInstanceOf(BadJwtException.class);
    }

    @Test
    void remembersNoTokenThatIsNotGood() {
        fetchKeys();
        good.set(false);
        assertThatThrownBy(() -> decode(TOKEN)).isInstanceOf(BadJwtException.class);

        good.set(true);
        assertThat(decode(TOKEN).getTokenValue()).isEqualTo(TOKEN);
    }

    @Test
    void refusesATokenWhoseSessionHasEndedThoughItIsRemembered() {
        fetchKeys();
        decode(TOKEN);
        assertThat(tokens.remembered(TOKEN)).isNotNull();

        end("\"session\"");

        assertThat(tokens.remembered(TOKEN)).isNull();
        assertThatThrownBy(() -> decode(TOKEN)).isInstanceOf(BadJwtException.class);
    }

    @Test
    void passesATokenOfAnotherSession() {
        fetchKeys();

        end("\"another\"");

        assertThat(decode(TOKEN).getTokenValue()).isEqualTo(TOKEN);
    }

    /** As if the next answer of identity-service were awaited. */
    private void end(String session) {
        ended.set(Set.of(session));
        revoked.stop();
        revoked.start();
    }

    private Jwt decode(String token) {
        return tokens.decode(token).blockOptional().orElseThrow();
    }

    private Mono<Jwt> check(String token) {
        checks.incrementAndGet();
        if (!good.get()) {
            return Mono.error(new BadJwtException("no longer good"));
        }
        Instant now = clock.instant();
        return Mono.just(Jwt.withTokenValue(token)
                .header("alg", "RS256")
                .claim("sid", "session")
                .issuedAt(now)
                .expiresAt(now.plus(life.get()))
                .build());
    }

    /** A token with an unknown key lets the keys be fetched. */
    private void fetchKeys() {
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("unknown").build(), new JWTClaimsSet.Builder().build());
        keys.apply(token).blockLast();
    }

    private static RSAKey newKey() {
        try {
            return new RSAKeyGenerator(2048).keyID("any").generate().toPublicJWK();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
