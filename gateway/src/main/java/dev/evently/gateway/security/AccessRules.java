package dev.evently.gateway.security;

import dev.evently.gateway.routing.RouteTable;
import java.util.List;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/** Which requests need an access token: all that are routed, but for what the {@link RouteTable} says is open. */
final class AccessRules {

    private static final List<PathPattern> OPEN_READS = parsed(RouteTable.OPEN_READS);
    private static final List<PathPattern> ROUTED = parsed(RouteTable.ENTRIES.stream()
            .flatMap(entry -> entry.patterns().stream())
            .toList());

    private AccessRules() {}

    static boolean needsToken(ServerHttpRequest request) {
        PathContainer path = request.getPath().pathWithinApplication();
        if (RouteTable.openPath(path) != null) {
            return false;
        }
        boolean reads = HttpMethod.GET.equals(request.getMethod()) || HttpMethod.HEAD.equals(request.getMethod());
        return !(reads && matches(OPEN_READS, path)) && matches(ROUTED, path);
    }

    private static boolean matches(List<PathPattern> patterns, PathContainer path) {
        return patterns.stream().anyMatch(pattern -> pattern.matches(path));
    }

    private static List<PathPattern> parsed(List<String> patterns) {
        return patterns.stream().map(PathPatternParser.defaultInstance::parse).toList();
    }
}
