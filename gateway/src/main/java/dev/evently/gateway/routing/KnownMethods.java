package dev.evently.gateway.routing;

import dev.evently.gateway.problems.GatewayProblem;
import dev.evently.gateway.problems.ProblemException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;
import reactor.core.publisher.Mono;

/**
 * Refuses a method that an open path does not know. Such a path needs no token, so the refusal is a 405 and not the 401
 * that a service, which knows its public operations one by one, would answer.
 */
@Component
class KnownMethods implements GlobalFilter, Ordered {

    private record Rule(PathPattern pattern, Set<HttpMethod> methods) {}

    private final List<Rule> rules = RouteTable.OPEN_PATHS.stream()
            .map(open -> new Rule(PathPatternParser.defaultInstance.parse(open.pattern()), open.methods()))
            .toList();

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        PathContainer path = exchange.getRequest().getPath().pathWithinApplication();
        for (Rule rule : rules) {
            if (rule.pattern().matches(path)
                    && !rule.methods().contains(exchange.getRequest().getMethod())) {
                return Mono.error(new ProblemException(GatewayProblem.METHOD_NOT_ALLOWED)
                        .header(HttpHeaders.ALLOW, allowed(rule.methods())));
            }
        }
        return chain.filter(exchange);
    }

    private static String allowed(Set<HttpMethod> methods) {
        return methods.stream().map(HttpMethod::name).sorted().collect(Collectors.joining(", "));
    }
}
