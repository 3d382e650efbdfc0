package dev.evently.gateway.limits;

import dev.evently.gateway.problems.GatewayProblem;
import dev.evently.gateway.problems.ProblemException;
import dev.evently.gateway.routing.BearerHeader;
import dev.evently.gateway.routing.ClientAddresses;
import dev.evently.gateway.routing.RouteTable;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Counts every request before anything else is done about it, and refuses those above a limit with 429. It comes before the
 * check of the token, so that a flood of bad tokens is counted as well.
 *
 * <p>Answers say what the client is limited by and what is left, in the form of draft-ietf-httpapi-ratelimit-headers-10.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 30)
class RateLimitFilter implements WebFilter {

    private static final String POLICY = "RateLimit-Policy";
    private static final String LIMIT = "RateLimit";

    private final Limiter limiter;
    private final ReactiveJwtDecoder tokens;
    private final Map<Tier, Counter> refused = new EnumMap<>(Tier.class);

    RateLimitFilter(Limiter limiter, ReactiveJwtDecoder tokens, MeterRegistry metrics) {
        this.limiter = limiter;
        this.tokens = tokens;
        for (Tier tier : Tier.values()) {
            refused.put(
                    tier,
                    Counter.builder("evently.gateway.rate.limit.refused")
                            .description("Requests answered 429")
                            .tag("tier", tier.wire())
                            .register(metrics));
        }
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        if (Claims.isUncounted(exchange.getRequest())) {
            return chain.filter(exchange);
        }
        if (Claims.isLogin(exchange.getRequest())) {
            return filterLogin(exchange, chain);
        }
        if (Claims.isBooking(exchange.getRequest())) {
            return bookerOf(exchange).flatMap(booker -> filter(exchange, chain, booker));
        }
        return filter(exchange, chain, List.of());
    }

    private Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain, List<Claim> special) {
        RouteTable.Entry route = RouteTable.entryOf(exchange);
        List<Claim> claims = Claims.of(exchange.getRequest(), route, special);
        return limiter.decide(claims, Claims.routeOf(route)).flatMap(verdict -> {
            HttpHeaders headers = exchange.getResponse().getHeaders();
            return switch (verdict) {
                case Verdict.Passed passed -> {
                    headers.set(POLICY, policy(passed.tier(), passed.limit()));
                    headers.set(LIMIT, "\"" + passed.tier().wire() + "\";r=" + passed.left());
                    yield chain.filter(exchange);
                }
                case Verdict.Refused refusal -> {
                    Claim claim = refusal.claim();
                    Limit limit = refusal.limit();
                    Duration retryAfter = refusal.retryAfter();
                    Objects.requireNonNull(refused.get(claim.tier())).increment();
                    headers.set(POLICY, policy(claim.tier(), limit));
                    headers.set(
                            LIMIT,
                            "\"" + claim.tier().wire() + "\";r=0;t=" + ProblemException.wholeSeconds(retryAfter));
                    yield Mono.error(new ProblemException(GatewayProblem.TOO_MANY_REQUESTS, told(claim.tier(), limit))
                            .retryAfter(retryAfter));
                }
            };
        });
    }

    private static String policy(Tier tier, Limit limit) {
        return "\"" + tier.wire() + "\";q=" + limit.requests() + ";w=" + limit.windowSeconds();
    }

    private static String told(Tier tier, Limit limit) {
        return "The limit \"%s\" lets %d requests pass in %d seconds"
                .formatted(tier.wire(), limit.requests(), limit.windowSeconds());
    }

    /** Who books, by the token; whether it is good is decided later, and a bad one counts for nobody. */
    private Mono<List<Claim>> bookerOf(ServerWebExchange exchange) {
        String token = BearerHeader.tokenOf(exchange.getRequest());
        return token == null || token.isBlank()
                ? Mono.just(List.of())
                : tokens.decode(token)
                        .map(good -> good.getSubject() == null
                                ? List.<Claim>of()
                                : List.of(new Claim(Tier.BOOKINGS, good.getSubject())))
                        .onErrorReturn(List.of());
    }

    /**
     * Counts a login by its address, and by its account and address together: who uses up what an account has at his own
     * address keeps its owner out nowhere else. What many addresses try together is for identity-service to slow down.
     */
    private Mono<Void> filterLogin(ServerWebExchange exchange, WebFilterChain chain) {
        String address = ClientAddresses.networkOf(exchange.getRequest().getRemoteAddress());
        Claim fromAddress = new Claim(Tier.LOGIN_ADDRESS, address);
        return LoginAttempt.read(exchange).flatMap(login -> switch (login) {
            case LoginAttempt.TooLong(var problem) ->
                filter(exchange, refused -> Mono.error(problem), List.of(fromAddress));
            case LoginAttempt.Anonymous(var same) -> filter(same, chain, List.of(fromAddress));
            case LoginAttempt.ToAccount(var same, var account) ->
                filter(same, chain, List.of(new Claim(Tier.LOGIN_ACCOUNT, account + "@" + address), fromAddress));
        });
    }
}
