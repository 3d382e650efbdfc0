package dev.evently.gateway.limits;

import dev.evently.gateway.routing.ClientAddresses;
import dev.evently.gateway.routing.RouteTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/** What a request counts for, apart from what only its token or its body can tell. */
final class Claims {

    private static final List<PathPattern> LOGINS = Stream.of(
                    "/api/v1/auth/login",
                    "/api/v1/auth/login/mfa",
                    "/api/v1/auth/register",
                    "/api/v1/auth/password-reset",
                    "/api/v1/auth/password-reset/confirm",
                    "/api/v1/auth/email-verification/confirm")
            .map(PathPatternParser.defaultInstance::parse)
            .toList();
    private static final PathPattern BOOKINGS = PathPatternParser.defaultInstance.parse("/api/v1/bookings");
    private static final Set<String> UNCOUNTED = Set.of(
            "/health",
            "/health/live",
            "/health/ready",
            "/oauth2/jwks",
            "/.well-known/openid-configuration",
            "/.well-known/oauth-authorization-server");
    private static final String ALL = "all";
    private static final String NO_ROUTE = "none";

    private Claims() {}

    /** Of health checks, and of the keys and where they are: the services fetch them here, all from one address. */
    static boolean isUncounted(ServerHttpRequest request) {
        return UNCOUNTED.contains(request.getURI().getRawPath());
    }

    /** Whether somebody tries a secret, or has one mailed: all of these are counted together. */
    static boolean isLogin(ServerHttpRequest request) {
        return HttpMethod.POST.equals(request.getMethod())
                && RouteTable.matches(LOGINS, request.getPath().pathWithinApplication());
    }

    static boolean isBooking(ServerHttpRequest request) {
        return isPost(request, BOOKINGS);
    }

    private static boolean isPost(ServerHttpRequest request, PathPattern path) {
        return HttpMethod.POST.equals(request.getMethod())
                && path.matches(request.getPath().pathWithinApplication());
    }

    static String routeOf(RouteTable.@Nullable Entry entry) {
        return entry == null ? NO_ROUTE : entry.id();
    }

    /** What it counts for, in the order in which a client is told: what is special about it, then what every request is. */
    static List<Claim> of(ServerHttpRequest request, RouteTable.@Nullable Entry route, List<Claim> special) {
        List<Claim> claims = new ArrayList<>(special);
        claims.add(new Claim(Tier.ADDRESS, ClientAddresses.networkOf(request.getRemoteAddress())));
        if (route != null) {
            claims.add(new Claim(Tier.ROUTE, route.id()));
        }
        claims.add(new Claim(Tier.GLOBAL, ALL));
        return claims;
    }
}
