package dev.evently.gateway.security;

import dev.evently.gateway.routing.RouteTable;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;

/**
 * Which requests need an access token: all that are routed or answered by the gateway for somebody, but for what the
 * {@link RouteTable} says is open.
 */
final class AccessRules {

    private AccessRules() {}

    static boolean needsToken(ServerWebExchange exchange) {
        ServerHttpRequest request = exchange.getRequest();
        PathContainer path = request.getPath().pathWithinApplication();
        if (RouteTable.openPath(path) != null) {
            return false;
        }
        boolean reads = HttpMethod.GET.equals(request.getMethod()) || HttpMethod.HEAD.equals(request.getMethod());
        return !(reads && RouteTable.matches(RouteTable.OPEN_READS, path))
                && (RouteTable.entryOf(exchange) != null || RouteTable.matches(RouteTable.OWN, path));
    }
}
