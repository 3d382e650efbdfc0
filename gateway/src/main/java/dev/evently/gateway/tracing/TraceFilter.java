package dev.evently.gateway.tracing;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** Settles the trace of every request first of all, and sends it on. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class TraceFilter implements WebFilter {

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        String header = exchange.getRequest().getHeaders().getFirst(Trace.HEADER);
        Trace trace = Trace.continued(header);
        trace.settle(exchange);
        if (trace.header().equals(header)) {
            return chain.filter(exchange);
        }
        ServerHttpRequest traced = exchange.getRequest()
                .mutate()
                .header(Trace.HEADER, trace.header())
                .build();
        return chain.filter(exchange.mutate().request(traced).build());
    }
}
