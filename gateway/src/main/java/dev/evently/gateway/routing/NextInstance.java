package dev.evently.gateway.routing;

import java.io.IOException;
import java.net.ConnectException;
import java.util.Set;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.filter.RouteToRequestUrlFilter;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.netty.channel.AbortedException;
import reactor.util.retry.Retry;

/**
 * Sends a request to the next instance of its service when one is dead. A request that never reached an instance
 * (connection refused) may always go to another; one that broke off on its way only when repeating it has no further
 * effect and it has no body, which would be spent by now. A request whose answer is late is never repeated.
 */
@Component
class NextInstance implements GlobalFilter, Ordered {

    private static final int FURTHER_TRIES = 2;
    private static final Set<HttpMethod> IDEMPOTENT =
            Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS, HttpMethod.PUT, HttpMethod.DELETE);

    @Override
    public int getOrder() {
        return RouteToRequestUrlFilter.ROUTE_TO_URL_FILTER_ORDER - 1;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        return chain.filter(exchange)
                .retryWhen(Retry.max(FURTHER_TRIES)
                        .filter(thrown -> mayBeRepeated(exchange, thrown))
                        .doBeforeRetry(signal -> ServerWebExchangeUtils.reset(exchange))
                        .onRetryExhaustedThrow((retry, signal) -> signal.failure()));
    }

    private static boolean mayBeRepeated(ServerWebExchange exchange, Throwable thrown) {
        if (exchange.getResponse().isCommitted()) {
            return false;
        }
        boolean brokeOff = thrown instanceof IOException || thrown instanceof AbortedException;
        return thrown instanceof ConnectException || (brokeOff && hasNoFurtherEffect(exchange.getRequest()));
    }

    private static boolean hasNoFurtherEffect(ServerHttpRequest request) {
        HttpHeaders headers = request.getHeaders();
        return IDEMPOTENT.contains(request.getMethod())
                && headers.getContentLength() <= 0
                && !headers.containsHeader(HttpHeaders.TRANSFER_ENCODING);
    }
}
