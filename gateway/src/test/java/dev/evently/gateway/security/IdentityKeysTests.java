package dev.evently.gateway.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.evently.gateway.problems.ProblemException;
import dev.evently.testing.MutableClock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;

class IdentityKeysTests {

    private final MutableClock clock = new MutableClock();
    private final AtomicInteger fetches = new AtomicInteger();
    private final AtomicReference<Mono<ClientResponse>> identity = new AtomicReference<>(keys("first"));
    private final IdentityKeys keys = new IdentityKeys(
            WebClient.builder()
                    .exchangeFunction(request -> Mono.defer(() -> {
                        fetches.incrementAndGet();
                        return identity.get();
                    }))
                    .build(),
            IdentityKeys.OF_IDENTITY_SERVICE,
            clock);

    @Test
    void fetchesOnceForAllTokensOfAKnownKey() {
        assertThat(idsFor("first")).containsExactly("first");
        assertThat(idsFor("first")).containsExactly("first");
        assertThat(fetches).hasValue(1);
    }

    @Test
    void findsANewKeyAtOnce() {
        idsFor("first");
        clock.advance(Duration.ofSeconds(2));
        identity.set(keys("first", "second"));

        assertThat(idsFor("second")).containsExactly("first", "second");
    }

    @Test
    void isNotFloodedByInventedKeyIds() {
        for (int i = 0; i < 100; i++) {
            idsFor("invented-" + i);
        }
        assertThat(fetches).hasValue(1);
    }

    @Test
    void forgetsAWithdrawnKey() {
        idsFor("first");
        clock.advance(IdentityKeys.FRESH.plusSeconds(1));
        identity.set(keys("second"));

        idsFor("first");
        assertThat(idsFor("first")).containsExactly("second");
    }

    @Test
    void keepsItsKeysWhileTheServiceIsAway() {
        idsFor("first");
        clock.advance(Duration.ofHours(1));
        identity.set(away());

        assertThat(idsFor("first")).containsExactly("first");
    }

    @Test
    void doesNotAskAtEveryRequestWhileTheServiceIsAway() {
        idsFor("first");
        clock.advance(Duration.ofHours(1));
        identity.set(away());

        for (int n = 0; n < 100; n++) {
            idsFor("first");
        }
        assertThat(fetches).as("one, repeated once").hasValue(3);

        clock.advance(IdentityKeys.PAUSE.plusMillis(1));
        identity.set(keys("second"));
        assertThat(idsFor("second")).containsExactly("second");
    }

    @Test
    void asksForAnUnknownKeyNowAndThenWhileTheServiceIsAway() {
        idsFor("first");
        clock.advance(Duration.ofSeconds(2));
        identity.set(away());

        for (int n = 0; n < 100; n++) {
            assertThatThrownBy(() -> idsFor("second")).isInstanceOf(ProblemException.class);
        }
        assertThat(fetches).as("one, repeated once").hasValue(3);
    }

    @Test
    void saysThatItCannotTellWhenItHasNoKeys() {
        identity.set(away());
        assertThatThrownBy(() -> idsFor("first")).isInstanceOf(ProblemException.class);

        clock.advance(IdentityKeys.PAUSE.plusMillis(1));
        identity.set(keys("first"));
        assertThat(idsFor("first")).containsExactly("first");
    }

    private List<String> idsFor(String keyId) {
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(keyId).build(), new JWTClaimsSet.Builder().build());
        return keys.apply(token)
                .map(JWK::getKeyID)
                .collectList()
                .blockOptional()
                .orElseThrow();
    }

    private static Mono<ClientResponse> away() {
        return Mono.fromSupplier(
                () -> ClientResponse.create(HttpStatus.SERVICE_UNAVAILABLE).build());
    }

    private static Mono<ClientResponse> keys(String... ids) {
        List<JWK> keys = List.of(ids).stream().map(IdentityKeysTests::key).toList();
        String body = new JWKSet(keys).toString();
        return Mono.fromSupplier(
                () -> ClientResponse.create(HttpStatus.OK).body(body).build());
    }

    private static JWK key(String id) {
        try {
            RSAKey key = new RSAKeyGenerator(2048).keyID(id).generate();
            return key.toPublicJWK();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
