package dev.evently.gateway.routing;

import java.util.List;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.PathContainer;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;
import reactor.core.publisher.Mono;

/**
 * Takes the access token from requests to {@link RouteTable#OPEN_PATHS}, where nobody asks for it. Clients add their token
 * to every request, also when they log in or refresh because it has expired, and must not be refused for that.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 11)
class UnneededTokens implements WebFilter {

    private static final String SCHEME = "Bearer ";
    private static final List<PathPattern> PATHS = RouteTable.OPEN_PATHS.stream()
            .map(open -> PathPatternParser.defaultInstance.parse(open.pattern()))
            .toList();

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        ServerHttpRequest request = exchange.getRequest();
        String authorization = request.getHeaders().getFirst(HttpHeaders.AUTHORIZATION);
        if (authorization == null
                || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                || !isOpen(request.getPath().pathWithinApplication())) {
            return chain.filter(exchange);
        }
        ServerHttpRequest without = request.mutate()
                .headers(headers -> headers.remove(HttpHeaders.AUTHORIZATION))
                .build();
        return chain.filter(exchange.mutate().request(without).build());
    }

    private static boolean isOpen(PathContainer path) {
        return PATHS.stream().anyMatch(open -> open.matches(path));
    }
}
