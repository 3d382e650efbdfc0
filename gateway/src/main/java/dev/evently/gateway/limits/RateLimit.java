package dev.evently.gateway.limits;

import dev.evently.gateway.problems.GatewayProblem;
import dev.evently.gateway.problems.ProblemException;
import dev.evently.gateway.routing.ClientAddresses;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.security.Principal;
import java.time.Duration;
import java.util.Map;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.filter.ratelimit.RateLimiter;
import org.springframework.cloud.gateway.filter.ratelimit.RedisRateLimiter;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Counts every routed request of a client in Redis and refuses those above the limit. A client is a user, or an address
 * where no token is sent. The issuer's keys are not counted: the services themselves fetch them here.
 *
 * <p>Redis decides nothing that matters: when it is away, every request passes and a metric says so.
 */
@Component
class RateLimit implements GlobalFilter, Ordered {

    private static final String PER_USER = "user";
    private static final String PER_ADDRESS = "address";
    private static final Duration PATIENCE = Duration.ofMillis(500);
    private static final RateLimiter.Response UNCOUNTED = new RateLimiter.Response(true, Map.of());

    private final RedisRateLimiter limiter;
    private final RedisLink link;
    private final Preset preset;
    private final ClientAddresses clientAddresses;
    private final Counter refused;
    private final Counter uncounted;

    RateLimit(
            RedisRateLimiter limiter,
            RedisLink link,
            LimitSettings settings,
            ClientAddresses clientAddresses,
            MeterRegistry metrics) {
        this.limiter = limiter;
        this.link = link;
        this.preset = settings.preset();
        this.clientAddresses = clientAddresses;
        this.refused = metrics.counter("evently.gateway.rate.limit.refused");
        this.uncounted = metrics.counter("evently.gateway.rate.limit.uncounted");
        limiter.getConfig().put(PER_USER, bucket(preset.perUser()));
        limiter.getConfig().put(PER_ADDRESS, bucket(preset.perAddress()));
    }

    /** The limiter fills whole tokens each second; a request costs as many as it takes to fill slower than that. */
    private static RedisRateLimiter.Config bucket(Preset.Limit limit) {
        return new RedisRateLimiter.Config()
                .setReplenishRate(limit.requests())
                .setBurstCapacity((long) limit.requests() * limit.seconds())
                .setRequestedTokens(limit.seconds());
    }

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE + 10;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        String path = exchange.getRequest().getURI().getRawPath();
        if (path.startsWith("/.well-known/") || path.equals("/oauth2/jwks")) {
            return chain.filter(exchange);
        }
        return exchange.getPrincipal()
                .map(Principal::getName)
                .filter(user -> !preset.countsAddressesOnly())
                .map(user -> new Client(PER_USER, user, preset.perUser()))
                .switchIfEmpty(Mono.fromSupplier(
                        () -> new Client(PER_ADDRESS, clientAddresses.of(exchange.getRequest()), preset.perAddress())))
                .flatMap(client -> count(client).flatMap(answer -> decide(client, answer, exchange, chain)));
    }

    private Mono<RateLimiter.Response> count(Client client) {
        return link.isOpened()
                ? limiter.isAllowed(client.kind(), client.id()).timeout(PATIENCE, Mono.just(UNCOUNTED))
                : Mono.just(UNCOUNTED);
    }

    private Mono<Void> decide(
            Client client, RateLimiter.Response answer, ServerWebExchange exchange, GatewayFilterChain chain) {
        Preset.Limit limit = client.limit();
        long tokensLeft = Long.parseLong(answer.getHeaders().getOrDefault(RedisRateLimiter.REMAINING_HEADER, "-1"));
        if (tokensLeft < 0) {
            uncounted.increment();
            return chain.filter(exchange);
        }
        HttpHeaders headers = exchange.getResponse().getHeaders();
        String name = "\"" + client.kind() + "\"";
        headers.set("RateLimit-Policy", name + ";q=" + limit.requests() + ";w=" + limit.seconds());
        headers.set("RateLimit", name + ";r=" + tokensLeft / limit.seconds());
        if (answer.isAllowed()) {
            return chain.filter(exchange);
        }
        refused.increment();
        long missing = limit.seconds() - tokensLeft;
        return Mono.error(new ProblemException(GatewayProblem.TOO_MANY_REQUESTS)
                .retryAfter(Duration.ofMillis(1000 * missing / limit.requests())));
    }

    private record Client(String kind, String id, Preset.Limit limit) {}
}
