package dev.evently.gateway.security;

import dev.evently.gateway.problems.GatewayProblem;
import dev.evently.gateway.problems.ProblemException;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * The sessions whose access tokens are refused although they have not expired: those that identity-service says were ended
 * within the life of an access token. It is asked every {@link #PAUSE}, through the load balancer and whichever of its
 * instances answers, for the whole list, and sends it when it has changed.
 *
 * <p>While identity-service is away, the last list goes on to hold. Before the first one, nobody can tell whether a token is
 * to be refused, so {@link #known()} lets requests wait for it, as they wait for the first keys.
 */
final class RevokedSessions implements SmartLifecycle {
    static final Duration PAUSE = Duration.ofSeconds(2);
    static final URI OF_IDENTITY_SERVICE = URI.create("http://identity-service/internal/v1/revoked-sessions");

    /** For a list of a hundred thousand sessions; identity-service cannot hash passwords fast enough for as many. */
    static final int LARGEST_LIST = 4 * 1024 * 1024;

    private static final Logger log = LoggerFactory.getLogger(RevokedSessions.class);
    private static final int AFTER_THE_SERVER = Integer.MAX_VALUE - 4_096;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration FETCH_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration FIRST_TIMEOUT = Duration.ofSeconds(5);

    private record Answer(Set<String> sessions) {}

    private record Revoked(Set<String> sessions, String tag) {}

    private final Mono<?> polling;
    private final Sinks.Empty<Void> first = Sinks.empty();
    private volatile @Nullable Revoked revoked;
    private volatile boolean reachable = true;
    private volatile @Nullable Disposable running;

    RevokedSessions(WebClient identity) {
        polling = Mono.defer(() -> fetch(identity))
                .onErrorComplete(this::noteFailure)
                .then(Mono.defer(() -> Mono.delay(revoked == null ? FIRST_PAUSE : PAUSE)))
                .repeat()
                .then();
    }

    private RevokedSessions() {
        revoked = new Revoked(Set.of(), "");
        polling = Mono.empty();
    }

    /** For the tokens of another provider, who keeps no such list. */
    static RevokedSessions ofAnotherProvider() {
        return new RevokedSessions();
    }

    boolean contains(@Nullable String session) {
        Revoked current = revoked;
        return session != null && current != null && current.sessions().contains(session);
    }

    /**
     * Completes when there is a list.
     *
     * @return fails with {@link GatewayProblem#UNAVAILABLE} when there is none in time, and at once after a failure to get one
     */
    Mono<Void> known() {
        if (revoked != null) {
            return Mono.empty();
        }
        return reachable
                ? first.asMono().timeout(FIRST_TIMEOUT).onErrorMap(e -> unknown())
                : Mono.error(RevokedSessions::unknown);
    }

    private static ProblemException unknown() {
        return new ProblemException(GatewayProblem.UNAVAILABLE, "Tokens cannot be checked at the moment")
                .retryAfter(Duration.ofSeconds(2));
    }

    /** Asks once. */
    private Mono<Void> fetch(WebClient identity) {
        Revoked current = revoked;
        return identity.get()
                .uri(OF_IDENTITY_SERVICE)
                .headers(headers -> {
                    if (current != null) {
                        headers.set(HttpHeaders.IF_NONE_MATCH, current.tag());
                    }
                })
                .exchangeToMono(this::read)
                .timeout(FETCH_TIMEOUT)
                .retry(1);
    }

    private Mono<Void> read(ClientResponse response) {
        if (response.statusCode().isSameCodeAs(HttpStatus.NOT_MODIFIED)) {
            return response.releaseBody().then(Mono.fromRunnable(this::noteSuccess));
        }
        if (!response.statusCode().isSameCodeAs(HttpStatus.OK)) {
            return response.createError();
        }
        String tag = response.headers().asHttpHeaders().getETag();
        return response.bodyToMono(Answer.class)
                .doOnNext(answer -> {
                    revoked = new Revoked(Set.copyOf(answer.sessions()), tag == null ? "" : tag);
                    first.tryEmitEmpty();
                    noteSuccess();
                })
                .then();
    }

    private void noteSuccess() {
        if (!reachable) {
            reachable = true;
            log.info("identity-service tells again which sessions have ended");
        }
    }

    private boolean noteFailure(Throwable failure) {
        if (reachable) {
            reachable = false;
            log.warn("identity-service does not tell which sessions have ended: {}", failure.toString());
        }
        return true;
    }

    /** Ends after the server has, for what is still answered is still checked. */
    @Override
    public int getPhase() {
        return AFTER_THE_SERVER;
    }

    @Override
    public void start() {
        running = polling.subscribe();
    }

    @Override
    public void stop() {
        Disposable current = running;
        if (current != null) {
            current.dispose();
            running = null;
        }
    }

    @Override
    public boolean isRunning() {
        return running != null;
    }
}
