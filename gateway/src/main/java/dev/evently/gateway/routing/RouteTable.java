package dev.evently.gateway.routing;

import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.HEAD;
import static org.springframework.http.HttpMethod.POST;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Which service answers which path: the one table that routing and security both read. The first entry that matches wins,
 * so what is narrower stands before what is wider, and what a rush asks for before all. What is not listed does not exist
 * for a client; the services' {@code /internal}, {@code /health} and {@code /metrics} therefore cannot be reached.
 */
public final class RouteTable {

    /** The paths that one service answers. */
    public record Entry(String id, String service, List<PathPattern> patterns) {

        private Entry(String id, String service, String... patterns) {
            this(id, service, parsed(List.of(patterns)));
        }
    }

    /** Paths of which every operation is public, and the methods that they know. */
    public record OpenPath(PathPattern pattern, Set<HttpMethod> methods) {

        private OpenPath(String pattern, Set<HttpMethod> methods) {
            this(PathPatternParser.defaultInstance.parse(pattern), methods);
        }
    }

    public static final List<Entry> ENTRIES = List.of(
            new Entry(
                    "booking",
                    "booking-service",
                    "/api/v1/events/*/availability",
                    "/api/v1/events/*/inventory/**",
                    "/api/v1/events/*/seats/**",
                    "/api/v1/events/*/check-ins/**",
                    "/api/v1/bookings/**",
                    "/api/v1/tickets/**",
                    "/api/v1/admin/shards",
                    "/api/v1/webhooks/payments"),
            new Entry(
                    "identity",
                    "identity-service",
                    "/api/v1/auth/**",
                    "/api/v1/users/**",
                    "/api/v1/admin/audit",
                    "/api/v1/admin/users/**",
                    "/.well-known/**",
                    "/oauth2/**"),
            new Entry("waitlist", "waitlist-service", "/api/v1/events/*/waitlist/**", "/api/v1/waitlist/**"),
            new Entry("analytics", "analytics-service", "/api/v1/events/*/analytics/**", "/api/v1/analytics/**"),
            new Entry(
                    "notification",
                    "notification-service",
                    "/api/v1/notifications/**",
                    WebSocketPaths.VERSIONED,
                    WebSocketPaths.ROOT),
            new Entry(
                    "event",
                    "event-service",
                    "/api/v1/organizers/**",
                    "/api/v1/venues/**",
                    "/api/v1/seating-plans/**",
                    "/api/v1/events/**",
                    "/api/v1/admin/replicas",
                    "/api/v1/admin/cache/**"));

    /** What the gateway itself answers to those who have a token. */
    public static final List<PathPattern> OWN = parsed(List.of("/api/v1/admin/rate-limits"));

    public static final List<OpenPath> OPEN_PATHS = List.of(
            new OpenPath("/api/v1/auth/register", Set.of(POST)),
            new OpenPath("/api/v1/auth/login", Set.of(POST)),
            new OpenPath("/api/v1/auth/login/mfa", Set.of(POST)),
            new OpenPath("/api/v1/auth/refresh", Set.of(POST)),
            new OpenPath("/api/v1/auth/password-reset", Set.of(POST)),
            new OpenPath("/api/v1/auth/password-reset/confirm", Set.of(POST)),
            new OpenPath("/api/v1/auth/email-verification/confirm", Set.of(POST)),
            new OpenPath("/oauth2/token", Set.of(POST)),
            new OpenPath("/api/v1/webhooks/payments", Set.of(POST)),
            new OpenPath("/oauth2/jwks", Set.of(GET, HEAD)),
            new OpenPath("/.well-known/**", Set.of(GET, HEAD)));

    /** Paths that anybody may read, while every other operation on them needs a token. */
    public static final List<PathPattern> OPEN_READS = parsed(List.of(
            "/api/v1/events", "/api/v1/events/{id}", "/api/v1/events/{id}/availability", "/api/v1/events/{id}/seats"));

    private static final String FOUND = RouteTable.class.getName() + ".entry";

    private RouteTable() {}

    /** Who answers this request, looked up once; null for nobody. */
    public static @Nullable Entry entryOf(ServerWebExchange exchange) {
        Object found = exchange.getAttributes()
                .computeIfAbsent(
                        FOUND, key -> entryOf(exchange.getRequest().getPath().pathWithinApplication()));
        return (Entry) ((Optional<?>) found).orElse(null);
    }

    /** Who answers this path. */
    public static Optional<Entry> entryOf(PathContainer path) {
        return ENTRIES.stream().filter(entry -> matches(entry.patterns(), path)).findFirst();
    }

    /** Whether this request wants a connection that stays open for as long as both sides like. */
    public static boolean isWebSocket(ServerWebExchange exchange) {
        return WebSocketPaths.contains(exchange.getRequest().getURI().getRawPath());
    }

    public static boolean matches(List<PathPattern> patterns, PathContainer path) {
        for (PathPattern pattern : patterns) {
            if (pattern.matches(path)) {
                return true;
            }
        }
        return false;
    }

    private static List<PathPattern> parsed(List<String> patterns) {
        return patterns.stream().map(PathPatternParser.defaultInstance::parse).toList();
    }

    /** The open path that this one is; null for every other. */
    public static @Nullable OpenPath openPath(PathContainer path) {
        for (OpenPath open : OPEN_PATHS) {
            if (open.pattern().matches(path)) {
                return open;
            }
        }
        return null;
    }
}
