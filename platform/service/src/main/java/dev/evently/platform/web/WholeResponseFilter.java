package dev.evently.platform.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Sends an answer when it is complete, as one packet with its length. Spring MVC flushes the body of a
 * {@code ResponseEntity} before the container knows that it is all; it would then be sent in chunks, its end with a system call
 * and a packet of its own, here and again in the gateway. What does not fit into the container's buffer is still sent as the
 * buffer fills.
 */
final class WholeResponseFilter extends OncePerRequestFilter {

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        chain.doFilter(request, new WholeResponse(response));
    }

    private static final class WholeResponse extends HttpServletResponseWrapper {

        private @Nullable ServletOutputStream stream;

        WholeResponse(HttpServletResponse response) {
            super(response);
        }

        @Override
        public void flushBuffer() {
            // at the end
        }

        @Override
        public ServletOutputStream getOutputStream() throws IOException {
            ServletOutputStream open = stream;
            if (open == null) {
                open = new UnflushedStream(super.getOutputStream());
                stream = open;
            }
            return open;
        }
    }

    private static final class UnflushedStream extends ServletOutputStream {

        private final ServletOutputStream delegate;

        UnflushedStream(ServletOutputStream delegate) {
            this.delegate = delegate;
        }

        @Override
        public void flush() {
            // at the end
        }

        @Override
        public void write(int value) throws IOException {
            delegate.write(value);
        }

        @Override
        public void write(byte[] buffer, int offset, int length) throws IOException {
            delegate.write(buffer, offset, length);
        }

        @Override
        public void close() throws IOException {
            delegate.close();
        }

        @Override
        public boolean isReady() {
            return delegate.isReady();
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            delegate.setWriteListener(listener);
        }
    }
}
