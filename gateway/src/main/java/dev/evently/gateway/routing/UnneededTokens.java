package dev.evently.gateway.routing;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Takes the access token from requests to {@link RouteTable#OPEN_PATHS}, where nobody asks for it. Clients add their token
 * to every request, also when they log in or refresh because it has expired, and must not be refused for that.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 11)
class UnneededTokens implements WebFilter {

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        ServerHttpRequest request = exchange.getRequest();
        if (BearerHeader.tokenOf(request) == null
                || RouteTable.openPath(request.getPath().pathWithinApplication()) == null) {
            return chain.filter(exchange);
        }
        ServerHttpRequest without = request.mutate()
                .headers(headers -> headers.remove(HttpHeaders.AUTHORIZATION))
                .build();
        return chain.filter(exchange.mutate().request(without).build());
    }
}
