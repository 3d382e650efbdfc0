package dev.evently.platform.security;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;

/**
 * Takes a token from the {@code Authorization} header (RFC 6750, section 2.1) and from nowhere else. What it is made of is
 * the decoder's business: matching every character of it with a regular expression first costs more than the rest of the
 * check, once tokens are remembered.
 */
public final class BearerHeader implements BearerTokenResolver {

    private static final String SCHEME = "Bearer ";

    @Override
    public @Nullable String resolve(HttpServletRequest request) {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return null;
        }
        String token = header.substring(SCHEME.length());
        if (token.isBlank()) {
            throw new InvalidBearerTokenException("There is no token");
        }
        return token;
    }
}
