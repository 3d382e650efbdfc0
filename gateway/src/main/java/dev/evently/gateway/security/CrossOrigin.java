package dev.evently.gateway.security;

import java.time.Duration;
import java.util.List;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.reactive.CorsUtils;
import org.springframework.web.cors.reactive.DefaultCorsProcessor;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Lets pages of other origins call the API from a browser (CORS, in the Fetch standard), as far as they are on the list; the
 * rest is refused by {@link OtherOrigins}. Tokens travel in a header, so browsers need send no cookies. It comes before the
 * rate limits, whose refusals a page has to be able to read.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 20)
class CrossOrigin implements WebFilter {

    private static final String REFUSED = CrossOrigin.class.getName() + ".refused";

    private final CorsConfiguration rules = new CorsConfiguration();
    private final DefaultCorsProcessor processor = new DefaultCorsProcessor() {
        @Override
        protected void rejectRequest(ServerHttpResponse response) {
            // It is counted first.
        }
    };

    CrossOrigin(CrossOriginSettings settings) {
        rules.setAllowedOrigins(settings.origins());
        rules.setAllowedMethods(List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"));
        rules.setAllowedHeaders(List.of(
                HttpHeaders.AUTHORIZATION,
                HttpHeaders.CONTENT_TYPE,
                HttpHeaders.IF_MATCH,
                HttpHeaders.IF_NONE_MATCH,
                "Idempotency-Key",
                "traceparent"));
        rules.setExposedHeaders(List.of(
                HttpHeaders.ETAG,
                HttpHeaders.LINK,
                HttpHeaders.LOCATION,
                HttpHeaders.RETRY_AFTER,
                "RateLimit",
                "RateLimit-Policy"));
        rules.setMaxAge(Duration.ofHours(1));
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        if (CorsUtils.isCorsRequest(exchange.getRequest()) && !processor.process(rules, exchange)) {
            exchange.getAttributes().put(REFUSED, true);
        }
        return chain.filter(exchange);
    }

    /** Whether it comes from a page that may not ask, or not so. */
    static boolean isRefused(ServerWebExchange exchange) {
        return exchange.getAttributes().containsKey(REFUSED);
    }
}
