package dev.evently.gateway.tracing;

import io.opentelemetry.api.trace.Span;
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
        Span span = Span.current();
        Trace trace = span.getSpanContext().isValid() ? Trace.of(span.getSpanContext()) : Trace.continued(header);
        if (span.isRecording()) {
            RequestSpan.describe(span, exchange.getRequest().getURI());
            exchange.getResponse().beforeCommit(() -> Mono.fromRunnable(() -> RequestSpan.name(span, exchange)));
        }
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
