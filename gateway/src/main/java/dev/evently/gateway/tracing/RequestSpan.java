package dev.evently.gateway.tracing;

import io.opentelemetry.api.trace.Span;
import java.net.URI;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.server.ServerWebExchange;

/** What the span of a request says beyond what OpenTelemetry's agent knows, and what it is not to say. */
final class RequestSpan {

    private static final Pattern ABOUT =
            Pattern.compile("/(event|booking)s/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})");

    /** Answers to addresses that may be anything. */
    private static final Set<Integer> NAMELESS = Set.of(400, 401, 403, 404, 405, 414, 429);

    /** A part of a path that is no word of the API's. */
    private static final Pattern ID = Pattern.compile("(?<=/)(?!\\.?[a-z][a-z0-9-]{0,30}(?:/|$))[^/]+");

    private RequestSpan() {}

    /** Names the span by the operation, once it is known that there is one, and notes what it has made. */
    static void name(Span span, ServerWebExchange exchange) {
        HttpStatusCode status = exchange.getResponse().getStatusCode();
        if (status != null && !NAMELESS.contains(status.value())) {
            String route = routeOf(exchange.getRequest().getURI().getRawPath());
            span.updateName(exchange.getRequest().getMethod().name() + " " + route);
            span.setAttribute("http.route", route);
        }
        String made = exchange.getResponse().getHeaders().getFirst(HttpHeaders.LOCATION);
        if (made != null) {
            tellIds(span, made);
        }
    }

    private static void tellIds(Span span, String path) {
        Matcher named = ABOUT.matcher(path);
        while (named.find()) {
            span.setAttribute("evently." + named.group(1) + "_id", named.group(2));
        }
    }

    static String routeOf(String path) {
        return ID.matcher(path).replaceAll("{id}");
    }

    /**
     * Notes the event and the booking that the path names, and hides whose address the request came from. The agent has read
     * the query as the client sent it, maybe with a token in it; of that nothing is left here.
     */
    static void describe(Span span, URI address) {
        span.setAttribute("client.address", "REDACTED");
        span.setAttribute("url.query", Objects.requireNonNullElse(address.getRawQuery(), ""));
        tellIds(span, address.getRawPath());
    }
}
