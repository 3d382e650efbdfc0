package dev.evently.platform.web;

import io.opentelemetry.api.trace.Span;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.MDC;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Keeps a request's trace in the logging context, from where log lines take its id and, without an agent, outbox rows the
 * {@code traceparent}; and tells the span of the request what it is about.
 */
final class TraceFilter extends OncePerRequestFilter {

    private static final String TRACE_ID = "trace.id";

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Span span = Span.current();
        RequestSpan.hideClient(span);
        String traceId = TraceId.of(request);
        try {
            if (traceId == null || span.getSpanContext().isValid()) {
                chain.doFilter(request, response);
            } else {
                filterWithoutAgent(traceId, request, response, chain);
            }
        } finally {
            RequestSpan.describe(span, request, response);
        }
    }

    /** An agent would put into the logging context what is to be there. */
    private static void filterWithoutAgent(
            String traceId, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try (var _ = MDC.putCloseable(TRACE_ID, traceId);
                var _ = MDC.putCloseable(TraceId.HEADER, request.getHeader(TraceId.HEADER))) {
            chain.doFilter(request, response);
        }
    }
}
