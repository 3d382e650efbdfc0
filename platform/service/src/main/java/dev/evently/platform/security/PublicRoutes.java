package dev.evently.platform.security;

import java.util.ArrayList;
import java.util.List;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/** The operations of a service that need no token. Everything else does. */
public final class PublicRoutes {

    private record Route(HttpMethod method, PathPattern pattern) {}

    private final List<Route> routes = new ArrayList<>();

    public PublicRoutes get(String... patterns) {
        add(HttpMethod.HEAD, patterns);
        return add(HttpMethod.GET, patterns);
    }

    public PublicRoutes post(String... patterns) {
        return add(HttpMethod.POST, patterns);
    }

    private PublicRoutes add(HttpMethod method, String... patterns) {
        for (String pattern : patterns) {
            routes.add(new Route(method, PathPatternParser.defaultInstance.parse(pattern)));
        }
        return this;
    }

    /** Whether anybody may do this. */
    public boolean admit(HttpMethod method, String path) {
        PathContainer parsed = PathContainer.parsePath(path);
        return routes.stream()
                .anyMatch(route ->
                        route.method().equals(method) && route.pattern().matches(parsed));
    }

    RequestMatcher[] matchers() {
        return routes.stream()
                .map(route -> PathPatternRequestMatcher.withDefaults()
                        .matcher(route.method(), route.pattern().getPatternString()))
                .toArray(RequestMatcher[]::new);
    }
}
