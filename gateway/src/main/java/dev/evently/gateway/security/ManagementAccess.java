package dev.evently.gateway.security;

import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;
import reactor.core.publisher.Mono;

/**
 * On the management port metrics are for everybody, and all else, which changes a running gateway, is for administrators, as it
 * is at a service. What is asked there has passed the filters that every request passes, which read the token.
 *
 * <p>It is no component, for it belongs to that port alone: the list of what its context is made of names it.
 */
class ManagementAccess implements WebFilter {

    private static final PathPattern METRICS = PathPatternParser.defaultInstance.parse("/metrics");

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        if (!METRICS.matches(exchange.getRequest().getPath().pathWithinApplication())) {
            AccessTokens.requireAdminToken(exchange);
        }
        return chain.filter(exchange);
    }
}
