package dev.evently.identity.client;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Answers {@code HEAD} for what the authorization server publishes, which knows {@code GET} alone: whoever may read a resource
 * may ask for its headers (RFC 9110, section 9.3.2). The server sends no body, whatever is written.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 110)
class HeadAsGet extends OncePerRequestFilter {

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !HttpMethod.HEAD.matches(request.getMethod())
                || !AuthorizationServerConfiguration.PUBLISHED.contains(request.getRequestURI());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        chain.doFilter(
                new HttpServletRequestWrapper(request) {
                    @Override
                    public String getMethod() {
                        return HttpMethod.GET.name();
                    }
                },
                response);
    }
}
