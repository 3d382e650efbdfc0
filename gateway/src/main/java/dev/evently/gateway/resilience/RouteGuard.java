package dev.evently.gateway.resilience;

import dev.evently.gateway.problems.GatewayProblem;
import dev.evently.gateway.problems.ProblemException;
import dev.evently.gateway.routing.RouteTable;
import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.bulkhead.BulkheadFullException;
import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.micrometer.tagged.TaggedBulkheadMetrics;
import io.github.resilience4j.micrometer.tagged.TaggedCircuitBreakerMetrics;
import io.github.resilience4j.reactor.bulkhead.operator.BulkheadOperator;
import io.github.resilience4j.reactor.circuitbreaker.operator.CircuitBreakerOperator;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.ChannelException;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.support.NotFoundException;
import org.springframework.core.Ordered;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponse;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.netty.channel.AbortedException;

/**
 * Lets only so many requests wait for a service, and none for a while after half of the last ones found it dead, broken or
 * silent: they are answered 503 at once. An answer of the service is no failure, whatever its status, for it may concern
 * one event of many, and what is wrong with a request's body has been found before ({@link ArrivedBodies}). A request counts
 * once however many instances it was sent to.
 */
@Component
class RouteGuard implements GlobalFilter, Ordered {

    /** Before the filter that sends a request to the next instance. */
    static final int ORDER = 9_000;

    private static final Duration ROOM_AGAIN = Duration.ofSeconds(1);

    private record Guarded(CircuitBreaker circuit, Bulkhead bulkhead, Duration pause) {}

    private final Map<String, Guarded> routes;

    RouteGuard(GuardSettings settings, MeterRegistry metrics) {
        CircuitBreakerRegistry circuits = CircuitBreakerRegistry.ofDefaults();
        BulkheadRegistry bulkheads = BulkheadRegistry.ofDefaults();
        this.routes = RouteTable.ENTRIES.stream().collect(Collectors.toUnmodifiableMap(RouteTable.Entry::id, entry -> {
            GuardSettings.Guard guard = settings.of(entry.id());
            return new Guarded(
                    circuits.circuitBreaker(entry.id(), circuit(guard)),
                    bulkheads.bulkhead(entry.id(), bulkhead(guard)),
                    guard.pause());
        }));
        TaggedCircuitBreakerMetrics.ofCircuitBreakerRegistry(circuits).bindTo(metrics);
        TaggedBulkheadMetrics.ofBulkheadRegistry(bulkheads).bindTo(metrics);
    }

    private static CircuitBreakerConfig circuit(GuardSettings.Guard guard) {
        return CircuitBreakerConfig.custom()
                .slidingWindowSize(guard.calls())
                .minimumNumberOfCalls(guard.calls())
                .failureRateThreshold(guard.failures())
                .waitDurationInOpenState(guard.pause())
                .permittedNumberOfCallsInHalfOpenState(Math.min(10, guard.calls()))
                .recordException(RouteGuard::isFailure)
                .build();
    }

    private static BulkheadConfig bulkhead(GuardSettings.Guard guard) {
        return BulkheadConfig.custom()
                .maxConcurrentCalls(guard.atOnce())
                .maxWaitDuration(Duration.ZERO)
                .build();
    }

    private static boolean isFailure(Throwable thrown) {
        return thrown instanceof IOException
                || thrown instanceof ChannelException
                || thrown instanceof AbortedException
                || thrown instanceof NotFoundException
                || (thrown instanceof ErrorResponse answer
                        && answer.getStatusCode().isSameCodeAs(HttpStatus.GATEWAY_TIMEOUT));
    }

    @Override
    public int getOrder() {
        return ORDER;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        RouteTable.Entry entry = RouteTable.entryOf(exchange);
        if (entry == null || RouteTable.isWebSocket(exchange)) {
            return chain.filter(exchange);
        }
        Guarded route = Objects.requireNonNull(routes.get(entry.id()));
        return chain.filter(exchange)
                .transformDeferred(CircuitBreakerOperator.of(route.circuit()))
                .transformDeferred(BulkheadOperator.of(route.bulkhead()))
                .onErrorMap(CallNotPermittedException.class, e -> away(route.pause()))
                .onErrorMap(BulkheadFullException.class, e -> full());
    }

    private static ProblemException away(Duration pause) {
        return new ProblemException(GatewayProblem.UNAVAILABLE, "The service is away; try again in a moment")
                .retryAfter(pause);
    }

    private static ProblemException full() {
        return new ProblemException(GatewayProblem.UNAVAILABLE, "Too many requests wait for the service already")
                .retryAfter(ROOM_AGAIN);
    }
}
