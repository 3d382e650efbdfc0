package dev.evently.platform.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.MDC;
import org.springframework.web.filter.OncePerRequestFilter;

/** Keeps a request's {@code traceparent} in the logging context, from where log lines and outbox rows take it. */
final class TraceFilter extends OncePerRequestFilter {

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (TraceId.of(request) == null) {
            chain.doFilter(request, response);
            return;
        }
        try (var _ = MDC.putCloseable(TraceId.HEADER, request.getHeader(TraceId.HEADER))) {
            chain.doFilter(request, response);
        }
    }
}
