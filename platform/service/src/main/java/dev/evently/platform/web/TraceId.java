package dev.evently.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The trace a request belongs to, read from its W3C {@code traceparent} header. */
final class TraceId {

    static final String HEADER = "traceparent";

    private static final Pattern TRACEPARENT = Pattern.compile("[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}.*");

    private TraceId() {}

    static @Nullable String of(HttpServletRequest request) {
        String header = request.getHeader(HEADER);
        if (header == null) {
            return null;
        }
        Matcher matcher = TRACEPARENT.matcher(header);
        return matcher.matches() ? matcher.group(1) : null;
    }
}
