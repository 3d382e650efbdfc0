package dev.evently.gateway.limits;

import dev.evently.gateway.problems.GatewayProblem;
import dev.evently.gateway.problems.ProblemException;
import dev.evently.gateway.routing.RouteTable;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Refuses addresses that are longer than the route allows. What none allows, the server has refused before on HTTP/1.1; on
 * HTTP/2 an address is a header among others.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 32)
class AddressLength implements WebFilter {

    private final LimitSettings settings;

    AddressLength(LimitSettings settings) {
        this.settings = settings;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        RouteTable.Entry route = RouteTable.entryOf(exchange);
        long longest = settings.addressOf(route == null ? "" : route.id()).toBytes();
        URI address = exchange.getRequest().getURI();
        return lengthOf(address.getRawPath()) + lengthOf(address.getRawQuery()) > longest
                ? Mono.error(new ProblemException(
                        GatewayProblem.URI_TOO_LONG, "An address may have at most %d bytes".formatted(longest)))
                : chain.filter(exchange);
    }

    private static int lengthOf(@Nullable String part) {
        return part == null ? 0 : part.length();
    }
}
