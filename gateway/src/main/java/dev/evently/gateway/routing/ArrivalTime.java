package dev.evently.gateway.routing;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Tells the service when a WebSocket was asked for. A client is connected to the gateway before the gateway is to the
 * service, and what happens in between is for it already.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 11)
class ArrivalTime implements WebFilter {

    /** An instant in milliseconds, as ISO 8601 writes it. */
    static final String HEADER = "X-Evently-Received-At";

    private final Clock clock;

    ArrivalTime(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        if (!WebSocketPaths.contains(exchange.getRequest().getURI().getRawPath())) {
            return chain.filter(exchange);
        }
        String now = clock.instant().truncatedTo(ChronoUnit.MILLIS).toString();
        ServerHttpRequest timed = exchange.getRequest()
                .mutate()
                .headers(headers -> headers.set(HEADER, now))
                .build();
        return chain.filter(exchange.mutate().request(timed).build());
    }
}
