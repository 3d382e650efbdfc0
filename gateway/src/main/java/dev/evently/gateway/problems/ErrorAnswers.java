package dev.evently.gateway.problems;

import dev.evently.gateway.tracing.Trace;
import io.netty.channel.ChannelException;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.webflux.error.ErrorWebExceptionHandler;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;
import org.springframework.web.ErrorResponse;
import org.springframework.web.server.MethodNotAllowedException;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.netty.channel.AbortedException;

/**
 * Turns whatever fails on the way of a request into a problem. A response that has begun cannot be changed any more: its
 * connection is cut, so that the client sees it is incomplete.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class ErrorAnswers implements ErrorWebExceptionHandler {

    private static final Logger log = LoggerFactory.getLogger(ErrorAnswers.class);
    private static final Duration RETRY = Duration.ofSeconds(2);

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, Throwable thrown) {
        if (exchange.getResponse().isCommitted()) {
            log(exchange, "broke off after the response had begun", thrown);
            return Mono.error(thrown);
        }
        ProblemException problem = problemOf(thrown);
        if (problem.type() == GatewayProblem.INTERNAL) {
            log(exchange, "failed", thrown);
        } else if (problem.type().status().is5xxServerError()) {
            log.warn(
                    "{} {} answered {}, trace {}: {}",
                    exchange.getRequest().getMethod(),
                    exchange.getRequest().getURI().getRawPath(),
                    problem.type().status().value(),
                    Trace.of(exchange).id(),
                    rootOf(thrown).toString());
        }
        return Problems.write(exchange, problem);
    }

    private static void log(ServerWebExchange exchange, String what, Throwable thrown) {
        HttpMethod method = exchange.getRequest().getMethod();
        log.error(
                "{} {} {}, trace {}",
                method,
                exchange.getRequest().getURI().getRawPath(),
                what,
                Trace.of(exchange).id(),
                thrown);
    }

    private static ProblemException problemOf(Throwable thrown) {
        Optional<ProblemException> problem = first(thrown, ProblemException.class);
        if (problem.isPresent()) {
            return problem.get();
        }
        if (thrown instanceof MethodNotAllowedException e) {
            return new ProblemException(GatewayProblem.METHOD_NOT_ALLOWED)
                    .header(HttpHeaders.ALLOW, StringUtils.collectionToCommaDelimitedString(e.getSupportedMethods()));
        }
        Optional<ErrorResponse> response = first(thrown, ErrorResponse.class);
        if (response.isPresent()) {
            return answerOf(response.get());
        }
        if (causes(thrown).anyMatch(ErrorAnswers::isBrokenConnection)) {
            return new ProblemException(
                            GatewayProblem.UNAVAILABLE,
                            "The service did not finish the request. It may have taken effect: repeat it with the same"
                                    + " Idempotency-Key")
                    .retryAfter(RETRY);
        }
        return new ProblemException(GatewayProblem.INTERNAL);
    }

    private static boolean isBrokenConnection(Throwable cause) {
        return cause instanceof IOException || cause instanceof AbortedException || cause instanceof ChannelException;
    }

    private static ProblemException answerOf(ErrorResponse response) {
        if (response.getStatusCode().isSameCodeAs(HttpStatus.SERVICE_UNAVAILABLE)) {
            return new ProblemException(GatewayProblem.UNAVAILABLE, "The service is away; try again in a moment")
                    .retryAfter(RETRY);
        }
        if (response.getStatusCode().isSameCodeAs(HttpStatus.GATEWAY_TIMEOUT)) {
            return new ProblemException(
                            GatewayProblem.GATEWAY_TIMEOUT,
                            "The request may have taken effect: repeat it with the same Idempotency-Key")
                    .retryAfter(RETRY);
        }
        return new ProblemException(GatewayProblem.of(response.getStatusCode()));
    }

    private static <T> Optional<T> first(Throwable thrown, Class<T> type) {
        return causes(thrown).filter(type::isInstance).map(type::cast).findFirst();
    }

    private static Throwable rootOf(Throwable thrown) {
        return causes(thrown).reduce(thrown, (outer, inner) -> inner);
    }

    private static Stream<Throwable> causes(Throwable thrown) {
        return Stream.iterate(thrown, Objects::nonNull, Throwable::getCause).limit(10);
    }
}
