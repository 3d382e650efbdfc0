package dev.evently.platform.web;

import io.opentelemetry.api.trace.Span;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.servlet.HandlerMapping;

/** What the span of a request says beyond what OpenTelemetry's agent knows, and what it is not to say. */
final class RequestSpan {

    private static final String CLIENT = "client.address";
    private static final String REDACTED = "REDACTED";
    private static final Pattern ABOUT =
            Pattern.compile("/(event|booking)s/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})");

    private RequestSpan() {}

    /** The address of a person is nobody's business who looks at traces. */
    static void hideClient(Span span) {
        span.setAttribute(CLIENT, REDACTED);
    }

    /** Notes the event and the booking that the path names, or that the request has made. */
    static void describe(Span span, HttpServletRequest request, HttpServletResponse response) {
        if (span.isRecording()) {
            describe(span, request.getRequestURI());
            if (request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE) == null) {
                nameFilter(span, request);
            }
            describe(span, response.getHeader(HttpHeaders.LOCATION));
        }
    }

    /** What a filter answers has no route: it is an operation of the authorization server, or refused. */
    private static void nameFilter(Span span, HttpServletRequest request) {
        String path = request.getRequestURI();
        boolean isOperation = path.startsWith("/oauth2/") || path.startsWith("/.well-known/");
        span.updateName(isOperation ? request.getMethod() + " " + path : request.getMethod());
    }

    private static void describe(Span span, @Nullable String path) {
        if (path != null) {
            Matcher named = ABOUT.matcher(path);
            while (named.find()) {
                span.setAttribute("evently." + named.group(1) + "_id", named.group(2));
            }
        }
    }
}
