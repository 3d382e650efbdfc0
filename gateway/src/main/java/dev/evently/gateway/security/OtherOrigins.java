package dev.evently.gateway.security;

import dev.evently.gateway.problems.GatewayProblem;
import dev.evently.gateway.problems.ProblemException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.cors.reactive.CorsUtils;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** Refuses pages of origins that are not on the list, and answers what browsers ask beforehand, once it has been counted. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 31)
class OtherOrigins implements WebFilter {

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        if (CrossOrigin.isRefused(exchange)) {
            return Mono.error(new ProblemException(
                    GatewayProblem.FORBIDDEN, "Pages of this origin may not call the API, or not in this way"));
        }
        return CorsUtils.isPreFlightRequest(exchange.getRequest()) ? Mono.empty() : chain.filter(exchange);
    }
}
