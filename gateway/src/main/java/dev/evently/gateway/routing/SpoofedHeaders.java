package dev.evently.gateway.routing;

import java.util.List;
import java.util.Locale;
import java.util.Set;
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
 * Takes from a client's request what only the infrastructure may say: who the caller is, where the request came from and
 * how it is to be rewritten. A service knows its caller from the access token alone. What a trusted proxy says of the
 * request's origin becomes the request's own, and the wish for a WebSocket stays where there is one.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
class SpoofedHeaders implements WebFilter {

    private static final List<String> PREFIXES = List.of(
            "x-user", "x-evently", "x-auth", "x-authenticated", "x-internal", "x-original", "x-rewrite", "x-remote");
    private static final Set<String> NAMES =
            Set.of("remote-user", "x-http-method-override", "x-http-method", "x-method-override");
    /** Of a trusted proxy; whom it was asked by is the request's remote address from here on. */
    private static final Set<String> BELIEVED = Set.of("x-forwarded-host", "x-forwarded-proto");

    private static final List<String> FORWARDING_PREFIXES =
            List.of("x-forwarded", "forwarded", "x-real-ip", "x-client");

    private final ClientAddresses clientAddresses;

    SpoofedHeaders(ClientAddresses clientAddresses) {
        this.clientAddresses = clientAddresses;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        ServerHttpRequest request = exchange.getRequest();
        boolean trusted = clientAddresses.trustsProxies();
        boolean webSocket = WebSocketPaths.contains(request.getURI().getRawPath());
        List<String> spoofed = request.getHeaders().headerNames().stream()
                .filter(name -> isSpoofed(name.toLowerCase(Locale.ROOT), trusted, webSocket))
                .toList();
        if (spoofed.isEmpty()) {
            return chain.filter(exchange);
        }
        ServerHttpRequest.Builder cleaned = request.mutate().headers(headers -> spoofed.forEach(headers::remove));
        clientAddresses.forwarded(request).ifPresent(cleaned::remoteAddress);
        return chain.filter(exchange.mutate().request(cleaned.build()).build());
    }

    private static boolean isSpoofed(String name, boolean trusted, boolean webSocket) {
        return NAMES.contains(name)
                || startsWithAny(name, PREFIXES)
                || (startsWithAny(name, FORWARDING_PREFIXES) && !(trusted && BELIEVED.contains(name)))
                || (!webSocket && name.equalsIgnoreCase(HttpHeaders.UPGRADE));
    }

    private static boolean startsWithAny(String name, List<String> prefixes) {
        return prefixes.stream().anyMatch(name::startsWith);
    }
}
