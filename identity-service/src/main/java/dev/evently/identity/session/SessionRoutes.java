package dev.evently.identity.session;

import dev.evently.platform.security.BearerHeader;
import dev.evently.platform.security.PublicRoutes;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/** The operations that people without a valid access token need most. */
@Configuration(proxyBeanMethods = false)
class SessionRoutes {

    static final String BASE = "/api/v1/auth";
    static final String LOGIN = "/login";
    static final String ANSWER = "/login/mfa";
    static final String REFRESH = "/refresh";

    @Bean
    PublicRoutes signingInIsPublic() {
        return new PublicRoutes().post(BASE + LOGIN, BASE + ANSWER, BASE + REFRESH);
    }

    /** Clients send their expired access token along when they renew it; that must not be held against them. */
    @Bean
    BearerTokenResolver bearerTokens() {
        BearerHeader header = new BearerHeader();
        PathPatternRequestMatcher.Builder paths = PathPatternRequestMatcher.withDefaults();
        RequestMatcher signingIn = new OrRequestMatcher(
                paths.matcher(HttpMethod.POST, BASE + LOGIN),
                paths.matcher(HttpMethod.POST, BASE + ANSWER),
                paths.matcher(HttpMethod.POST, BASE + REFRESH));
        return request -> signingIn.matches(request) ? null : header.resolve(request);
    }
}
