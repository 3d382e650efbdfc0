package dev.evently.gateway.security;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import dev.evently.gateway.problems.GatewayProblem;
import dev.evently.gateway.problems.ProblemException;
import java.net.URI;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.Exceptions;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * The public keys that tokens are signed with: those of identity-service, fetched from any of its instances through the
 * load balancer, or those of another provider.
 *
 * <p>Nothing is fetched before the first token arrives, so the start order does not matter; keys once fetched outlive a
 * restart of identity-service. They are fetched again, in the background, when they are older than {@link #FRESH}, so that
 * a withdrawn key is forgotten, and when a token names an unknown key, but at most once per {@link #PAUSE}, so that neither
 * invented key ids nor an identity-service that does not answer bring a fetch with every request. Requests that wait for the
 * same fetch share it.
 */
final class IdentityKeys implements Function<SignedJWT, Flux<JWK>> {

    static final Duration FRESH = Duration.ofMinutes(5);
    static final Duration PAUSE = Duration.ofSeconds(1);

    static final URI OF_IDENTITY_SERVICE = URI.create("http://identity-service/oauth2/jwks");

    private static final Duration FETCH_TIMEOUT = Duration.ofSeconds(5);

    private record Fetched(JWKSet keys, Instant at) {}

    private final WebClient identity;
    private final URI address;
    private final Clock clock;
    private final AtomicReference<@Nullable Fetched> known = new AtomicReference<>();
    private final AtomicReference<@Nullable Mono<Fetched>> underWay = new AtomicReference<>();
    private volatile @Nullable Instant failed;

    IdentityKeys(WebClient identity, URI address, Clock clock) {
        this.identity = identity;
        this.address = address;
        this.clock = clock;
    }

    /**
     * The keys to check this token with.
     *
     * @return fails with {@link GatewayProblem#UNAVAILABLE} when no keys can be had
     */
    @Override
    public Flux<JWK> apply(SignedJWT token) {
        return keysFor(token.getHeader().getKeyID())
                .flatMapIterable(fetched -> fetched.keys().getKeys());
    }

    /** The keys that are known now, as an object that is another one after every fetch; null before the first. */
    @Nullable
    Object current() {
        return known.get();
    }

    private Mono<Fetched> keysFor(@Nullable String keyId) {
        Fetched current = known.get();
        if (current == null) {
            return fetch();
        }
        Duration age = Duration.between(current.at(), clock.instant());
        if (keyId != null && current.keys().getKeyByKeyId(keyId) == null) {
            return age.compareTo(PAUSE) > 0 ? fetch() : Mono.just(current);
        }
        if (age.compareTo(FRESH) > 0 && !hasJustFailed()) {
            fetch().subscribe(fetched -> {}, failure -> {});
        }
        return Mono.just(current);
    }

    private boolean hasJustFailed() {
        Instant last = failed;
        return last != null && Duration.between(last, clock.instant()).compareTo(PAUSE) <= 0;
    }

    private Mono<Fetched> fetch() {
        if (hasJustFailed()) {
            return Mono.error(unavailable());
        }
        Mono<Fetched> mine = newFetch();
        Mono<Fetched> running = underWay.compareAndExchange(null, mine);
        return running == null ? mine : running;
    }

    private Mono<Fetched> newFetch() {
        return identity.get()
                .uri(address)
                .retrieve()
                .bodyToMono(String.class)
                .retryWhen(Retry.max(1))
                .timeout(FETCH_TIMEOUT)
                .map(body -> new Fetched(parsed(body), clock.instant()))
                .doOnError(e -> failed = clock.instant())
                .onErrorMap(e -> unavailable())
                .doOnNext(known::set)
                .doFinally(signal -> underWay.set(null))
                .cache();
    }

    private static ProblemException unavailable() {
        return new ProblemException(GatewayProblem.UNAVAILABLE, "Tokens cannot be checked at the moment")
                .retryAfter(Duration.ofSeconds(2));
    }

    private static JWKSet parsed(String body) {
        try {
            return JWKSet.parse(body);
        } catch (ParseException e) {
            throw Exceptions.propagate(e);
        }
    }
}
