package dev.evently.platform.security;

import java.util.ArrayList;
import java.util.List;
import org.springframework.http.HttpMethod;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/** The operations of a service that need no token. Everything else does. */
public final class PublicRoutes {

    private final List<RequestMatcher> matchers = new ArrayList<>();

    public PublicRoutes get(String... patterns) {
        add(HttpMethod.HEAD, patterns);
        return add(HttpMethod.GET, patterns);
    }

    public PublicRoutes post(String... patterns) {
        return add(HttpMethod.POST, patterns);
    }

    private PublicRoutes add(HttpMethod method, String... patterns) {
        for (String pattern : patterns) {
            matchers.add(PathPatternRequestMatcher.withDefaults().matcher(method, pattern));
        }
        return this;
    }

    RequestMatcher[] matchers() {
        return matchers.toArray(RequestMatcher[]::new);
    }
}
