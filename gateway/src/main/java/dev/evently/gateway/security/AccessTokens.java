package dev.evently.gateway.security;

import dev.evently.gateway.problems.GatewayProblem;
import dev.evently.gateway.problems.ProblemException;
import dev.evently.gateway.routing.BearerHeader;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Lets a request pass that has a good access token, or has none and needs none. The token is taken from the
 * {@code Authorization} header (RFC 6750, section 2.1) and from nowhere else; what it is made of is the decoder's business.
 *
 * <p>It stands for the three filters with which Spring Security does the same: those look for a manager of the token, keep
 * what they found in a context and ask the rules one by one, for every request, in some two hundred steps of Reactor.
 */
public final class AccessTokens implements WebFilter {

    private static final String TOKEN = AccessTokens.class.getName() + ".token";

    private final VerifiedTokens tokens;

    AccessTokens(VerifiedTokens tokens) {
        this.tokens = tokens;
    }

    /**
     * Lets only administrators go on.
     *
     * @throws ProblemException {@link GatewayProblem#FORBIDDEN} for everybody else
     */
    public static void requireAdmin(ServerWebExchange exchange) {
        Jwt token = tokenOf(exchange);
        List<String> roles = token == null ? null : token.getClaimAsStringList("roles");
        if (roles == null || !roles.contains("ADMIN")) {
            throw new ProblemException(GatewayProblem.FORBIDDEN, "This operation needs the token of an administrator");
        }
    }

    /**
     * Lets only administrators go on, where no rule has asked for a token before.
     *
     * @throws ProblemException {@link GatewayProblem#UNAUTHENTICATED} without a token, {@link GatewayProblem#FORBIDDEN} for
     *     everybody else
     */
    static void requireAdminToken(ServerWebExchange exchange) {
        if (tokenOf(exchange) == null) {
            throw unauthenticated("Bearer");
        }
        requireAdmin(exchange);
    }

    /** Whose token the request brought; null where it brought none. */
    public static @Nullable String subjectOf(ServerWebExchange exchange) {
        Jwt token = tokenOf(exchange);
        return token == null ? null : token.getSubject();
    }

    /** What the request was let pass with; null where it brought no token. */
    static @Nullable Jwt tokenOf(ServerWebExchange exchange) {
        return exchange.getAttribute(TOKEN);
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        String token = BearerHeader.tokenOf(exchange.getRequest());
        if (token == null) {
            return AccessRules.needsToken(exchange) ? Mono.error(unauthenticated("Bearer")) : chain.filter(exchange);
        }
        if (token.isBlank()) {
            return Mono.error(invalid());
        }
        Jwt remembered = tokens.remembered(token);
        return remembered == null
                ? tokens.decode(token)
                        .onErrorMap(BadJwtException.class, e -> invalid())
                        .flatMap(good -> pass(good, exchange, chain))
                : pass(remembered, exchange, chain);
    }

    private static Mono<Void> pass(Jwt token, ServerWebExchange exchange, WebFilterChain chain) {
        exchange.getAttributes().put(TOKEN, token);
        return chain.filter(exchange);
    }

    private static ProblemException invalid() {
        return unauthenticated("Bearer error=\"invalid_token\"");
    }

    private static ProblemException unauthenticated(String challenge) {
        return new ProblemException(GatewayProblem.UNAUTHENTICATED).header(HttpHeaders.WWW_AUTHENTICATE, challenge);
    }
}
