package dev.evently.gateway.limits;

import dev.evently.gateway.problems.GatewayProblem;
import dev.evently.gateway.problems.ProblemException;
import dev.evently.gateway.routing.ClientAddresses;
import dev.evently.gateway.security.AccessTokens;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
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

    private final RequestCounter counter;
    private final Preset preset;
    private final ClientAddresses clientAddresses;
    private final Counter refused;
    private final Counter uncounted;

    RateLimit(RequestCounter counter, LimitSettings settings, ClientAddresses clientAddresses, MeterRegistry metrics) {
        this.counter = counter;
        this.preset = settings.preset();
        this.clientAddresses = clientAddresses;
        this.refused = metrics.counter("evently.gateway.rate.limit.refused");
        this.uncounted = metrics.counter("evently.gateway.rate.limit.uncounted");
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
        Client client = clientOf(exchange);
        return counter.count(client.kind() + "." + client.id(), client.limit())
                .flatMap(count -> decide(client, count.orElse(null), exchange, chain));
    }

    private Client clientOf(ServerWebExchange exchange) {
        String user = preset.countsAddressesOnly() ? null : AccessTokens.userOf(exchange);
        return user == null
                ? new Client("address", clientAddresses.of(exchange.getRequest()), preset.perAddress())
                : new Client("user", user, preset.perUser());
    }

    private Mono<Void> decide(
            Client client, RequestCounter.@Nullable Count count, ServerWebExchange exchange, GatewayFilterChain chain) {
        if (count == null) {
            uncounted.increment();
            return chain.filter(exchange);
        }
        Preset.Limit limit = client.limit();
        HttpHeaders headers = exchange.getResponse().getHeaders();
        String name = "\"" + client.kind() + "\"";
        headers.set("RateLimit-Policy", name + ";q=" + limit.requests() + ";w=" + limit.seconds());
        headers.set("RateLimit", name + ";r=" + count.left());
        if (count.allowed()) {
            return chain.filter(exchange);
        }
        refused.increment();
        return Mono.error(new ProblemException(GatewayProblem.TOO_MANY_REQUESTS).retryAfter(count.retryAfter()));
    }

    private record Client(String kind, String id, Preset.Limit limit) {}
}
