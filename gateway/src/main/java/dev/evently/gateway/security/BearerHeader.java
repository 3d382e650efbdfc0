package dev.evently.gateway.security;

import org.springframework.http.HttpHeaders;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.security.web.server.authentication.ServerAuthenticationConverter;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Takes a token from the {@code Authorization} header (RFC 6750, section 2.1) and from nowhere else. What it is made of is
 * the decoder's business: matching every character of it with a regular expression first costs more than the rest of the
 * check, once tokens are remembered.
 */
final class BearerHeader implements ServerAuthenticationConverter {

    private static final String SCHEME = "Bearer ";

    @Override
    public Mono<Authentication> convert(ServerWebExchange exchange) {
        String header = exchange.getRequest().getHeaders().getFirst(HttpHeaders.AUTHORIZATION);
        if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return Mono.empty();
        }
        String token = header.substring(SCHEME.length());
        return token.isBlank()
                ? Mono.error(new InvalidBearerTokenException("There is no token"))
                : Mono.just(new BearerTokenAuthenticationToken(token));
    }
}
