package dev.evently.gateway.routing;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;

/** An access token in the {@code Authorization} header (RFC 6750, section 2.1). */
public final class BearerHeader {

    static final String SCHEME = "Bearer ";

    private BearerHeader() {}

    /** What stands behind the scheme, as it was sent and possibly blank; null where there is no such header. */
    public static @Nullable String tokenOf(ServerHttpRequest request) {
        String header = request.getHeaders().getFirst(HttpHeaders.AUTHORIZATION);
        return header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                ? null
                : header.substring(SCHEME.length());
    }
}
