package dev.evently.gateway.problems;

import dev.evently.gateway.tracing.Trace;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Answers a request with a problem. */
public final class Problems {

    private Problems() {}

    public static Mono<Void> write(ServerWebExchange exchange, ProblemException problem) {
        ServerHttpResponse response = exchange.getResponse();
        byte[] body = ProblemBody.of(
                problem.type(),
                problem.getMessage(),
                problem.fields(),
                exchange.getRequest().getURI().getRawPath(),
                Trace.of(exchange).id());
        response.setStatusCode(problem.type().status());
        response.getHeaders().putAll(problem.headers());
        response.getHeaders().setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        response.getHeaders().setContentLength(body.length);
        return HttpMethod.HEAD.equals(exchange.getRequest().getMethod())
                ? response.setComplete()
                : response.writeWith(Mono.just(response.bufferFactory().wrap(body)));
    }
}
