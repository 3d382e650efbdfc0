package dev.evently.gateway.security;

import java.util.Map;
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

    private static final Map<String, String> HEADERS = Map.of(
            "X-Content-Type-Options", "nosniff",
            "X-Frame-Options", "DENY",
            "X-XSS-Protection", "0",
            "Referrer-Policy", "no-referrer");
    private static final String CSP = "Content-Security-Policy";
    private static final String NOTHING = "default-src 'none'; frame-ancestors 'none'; sandbox";
    private static final String HSTS = "Strict-Transport-Security";
    private static final String TWO_YEARS = "max-age=63072000; includeSubDomains";
    private static final String FORWARDED_PROTO = "X-Forwarded-Proto";

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        exchange.getResponse().beforeCommit(() -> Mono.fromRunnable(() -> write(exchange)));
        return chain.filter(exchange);
    }

    private static void write(ServerWebExchange exchange) {
        HttpHeaders headers = exchange.getResponse().getHeaders();
        HEADERS.forEach(headers::set);
        if (!headers.containsHeader(CSP)) {
            headers.set(CSP, NOTHING);
        }
        if (isEncrypted(exchange)) {
            headers.set(HSTS, TWO_YEARS);
        }
    }

    /** Browsers ignore HSTS without TLS (RFC 6797, section 8.1). Whoever ends TLS before the gateway says so. */
    private static boolean isEncrypted(ServerWebExchange exchange) {
        return exchange.getRequest().getSslInfo() != null
                || "https".equals(exchange.getRequest().getHeaders().getFirst(FORWARDED_PROTO));
    }
}
