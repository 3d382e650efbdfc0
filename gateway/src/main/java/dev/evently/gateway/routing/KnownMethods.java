package dev.evently.gateway.routing;

import dev.evently.gateway.problems.GatewayProblem;
import dev.evently.gateway.problems.ProblemException;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Refuses a method that an open path does not know, and tells {@code OPTIONS} which it knows. Such a path needs no token, so the refusal is a 405 and not the 401
 * that a service, which knows its public operations one by one, would answer.
 */
@Component
class KnownMethods implements GlobalFilter, Ordered {

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        RouteTable.OpenPath open =
                RouteTable.openPath(exchange.getRequest().getPath().pathWithinApplication());
        HttpMethod method = exchange.getRequest().getMethod();
        if (open == null || open.methods().contains(method)) {
            return chain.filter(exchange);
        }
        if (HttpMethod.OPTIONS.equals(method)) {
            exchange.getResponse().setStatusCode(HttpStatus.OK);
            exchange.getResponse().getHeaders().set(HttpHeaders.ALLOW, allowed(open.methods()) + ", OPTIONS");
            return exchange.getResponse().setComplete();
        }
        return Mono.error(new ProblemException(GatewayProblem.METHOD_NOT_ALLOWED)
                .header(HttpHeaders.ALLOW, allowed(open.methods())));
    }

    private static String allowed(Set<HttpMethod> methods) {
        return methods.stream().map(HttpMethod::name).sorted().collect(Collectors.joining(", "));
    }
}
