package dev.evently.gateway.security;

import dev.evently.gateway.problems.BrowserHeaders;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Tells browsers with every answer what they may do with it: nothing, for these are data. A page of the gateway's own may
 * bring another content security policy.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 12)
class SecurityHeaders implements WebFilter {

    private static final String FORWARDED_PROTO = "X-Forwarded-Proto";

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        exchange.getResponse().beforeCommit(() -> Mono.fromRunnable(() -> write(exchange)));
        return chain.filter(exchange);
    }

    private static void write(ServerWebExchange exchange) {
        HttpHeaders headers = exchange.getResponse().getHeaders();
        BrowserHeaders.ALWAYS.forEach(headers::set);
        if (!headers.containsHeader(BrowserHeaders.CSP)) {
            headers.set(BrowserHeaders.CSP, BrowserHeaders.NOTHING);
        }
        if (isEncrypted(exchange)) {
            headers.set(BrowserHeaders.HSTS, BrowserHeaders.TWO_YEARS);
        }
    }

    /** Whoever ends TLS before the gateway says so. */
    private static boolean isEncrypted(ServerWebExchange exchange) {
        return exchange.getRequest().getSslInfo() != null
                || "https".equals(exchange.getRequest().getHeaders().getFirst(FORWARDED_PROTO));
    }
}
