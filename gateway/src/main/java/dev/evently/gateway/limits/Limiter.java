package dev.evently.gateway.limits;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Decides together with all gateways, and alone while Redis is away: a request that Redis does not answer is decided here
 * at once, those after it do not ask, and one in {@link #PAUSE} tries again.
 */
@Component
class Limiter {

    static final Duration PAUSE = Duration.ofMillis(500);
    private static final Logger log = LoggerFactory.getLogger(Limiter.class);

    private final SharedLimiter shared;
    private final LocalLimiter local;
    private final Clock clock;
    /** When Redis is asked again; in the past while it answers. */
    private final AtomicReference<Instant> askAgain = new AtomicReference<>(Instant.MIN);

    Limiter(SharedLimiter shared, LocalLimiter local, Clock clock, MeterRegistry metrics) {
        this.shared = shared;
        this.local = local;
        this.clock = clock;
        Gauge.builder("evently.gateway.rate.limit.local", () -> isAway() ? 1 : 0)
                .description("1 while this gateway decides alone because Redis does not answer")
                .register(metrics);
    }

    /**
     * Decides about a request.
     *
     * @param claims at least one
     * @param route what is asked for, to be told to administrators if the request is refused
     */
    Mono<Verdict> decide(List<Claim> claims, String route) {
        if (!mayAsk()) {
            return Mono.fromSupplier(() -> local.decide(claims, shared.limits(), clock.millis()));
        }
        return shared.decide(claims, route).doOnNext(verdict -> answered()).onErrorResume(e -> {
            silent(e);
            return Mono.fromSupplier(() -> local.decide(claims, shared.limits(), clock.millis()));
        });
    }

    private boolean isAway() {
        return !askAgain.get().equals(Instant.MIN);
    }

    private boolean mayAsk() {
        Instant next = askAgain.get();
        if (next.equals(Instant.MIN)) {
            return true;
        }
        Instant now = clock.instant();
        return !now.isBefore(next) && askAgain.compareAndSet(next, now.plus(PAUSE));
    }

    private void answered() {
        if (isAway()) {
            askAgain.set(Instant.MIN);
            log.info("Redis answers again, counting together with all gateways");
        }
    }

    private void silent(Throwable failure) {
        if (askAgain.getAndSet(clock.instant().plus(PAUSE)).equals(Instant.MIN)) {
            log.warn("Redis does not answer, this gateway counts for itself: {}", failure.toString());
        }
    }
}
