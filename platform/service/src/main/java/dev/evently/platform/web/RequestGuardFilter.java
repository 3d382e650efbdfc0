package dev.evently.platform.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses what no operation can want: bodies above the limit, declared or not, and NUL characters in the address, which
 * PostgreSQL cannot store.
 */
final class RequestGuardFilter extends OncePerRequestFilter {

    private final long maxBodyBytes;
    private final ProblemResponses problems;

    RequestGuardFilter(long maxBodyBytes, ProblemResponses problems) {
        this.maxBodyBytes = maxBodyBytes;
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (request.getContentLengthLong() > maxBodyBytes) {
            problems.write(request, response, new BodyTooLargeException(maxBodyBytes).problem());
            return;
        }
        String query = request.getQueryString();
        if ((query != null && query.contains("%00")) || request.getRequestURI().contains("%00")) {
            problems.write(
                    request,
                    response,
                    new ProblemException(CommonProblem.MALFORMED_REQUEST)
                            .field("url", "must not hold a NUL character"));
            return;
        }
        chain.doFilter(new LimitedRequest(request), response);
    }

    private final class LimitedRequest extends HttpServletRequestWrapper {

        private @Nullable ServletInputStream stream;

        LimitedRequest(HttpServletRequest request) {
            super(request);
        }

        @Override
        public ServletInputStream getInputStream() throws IOException {
            ServletInputStream open = stream;
            if (open == null) {
                open = new LimitedStream(super.getInputStream());
                stream = open;
            }
            return open;
        }
    }

    private final class LimitedStream extends ServletInputStream {

        private final ServletInputStream delegate;
        private long read;

        LimitedStream(ServletInputStream delegate) {
            this.delegate = delegate;
        }

        @Override
        public int read() throws IOException {
            int value = delegate.read();
            if (value >= 0) {
                count(1);
            }
            return value;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int number = delegate.read(buffer, offset, length);
            if (number > 0) {
                count(number);
            }
            return number;
        }

        private void count(int number) throws IOException {
            read += number;
            if (read > maxBodyBytes) {
                throw new BodyTooLargeException(maxBodyBytes);
            }
        }

        @Override
        public boolean isFinished() {
            return delegate.isFinished();
        }

        @Override
        public boolean isReady() {
            return delegate.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            delegate.setReadListener(listener);
        }
    }
}
