package dev.evently.gateway.limits;

import dev.evently.gateway.problems.GatewayProblem;
import dev.evently.gateway.problems.ProblemException;
import dev.evently.gateway.routing.RouteTable;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Refuses bodies that are larger, or JSON that is nested deeper, than the route allows: at once where the length is
 * declared, and otherwise as soon as one byte too many has passed, which breaks off the request to the service. Refuses
 * bodies as well that are sent in a way that this server does not know, and another may understand otherwise.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 40)
class BodyLimit implements WebFilter {

    private static final String CHUNKED = "chunked";
    private static final String UTF_8 = "utf-8";
    private static final Pattern CHARSET =
            Pattern.compile("charset\\s*=\\s*[\"']?([^\"';\\s]*)", Pattern.CASE_INSENSITIVE);

    private final LimitSettings settings;

    BodyLimit(LimitSettings settings) {
        this.settings = settings;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        ServerHttpRequest request = exchange.getRequest();
        long length = lengthOf(request);
        String encoding = request.getHeaders().getFirst(HttpHeaders.TRANSFER_ENCODING);
        boolean chunked = encoding != null;
        if (chunked && !CHUNKED.equalsIgnoreCase(encoding)) {
            return Mono.error(
                    new ProblemException(GatewayProblem.MALFORMED_REQUEST, "Bodies are chunked or have a length"));
        }
        if (length <= 0 && !chunked) {
            return chain.filter(exchange);
        }
        RouteTable.Entry route = RouteTable.entryOf(exchange);
        LimitSettings.Body most = settings.bodyOf(route == null ? "" : route.id());
        if (length > most.size().toBytes()) {
            return Mono.error(tooLarge(most));
        }
        boolean json = isJson(request);
        if (json && !isUtf8(request)) {
            return Mono.error(new ProblemException(GatewayProblem.UNSUPPORTED_MEDIA_TYPE, "JSON is read in UTF-8"));
        }
        return chunked || json
                ? chain.filter(exchange.mutate()
                        .request(new CheckedRequest(request, most, json))
                        .build())
                : chain.filter(exchange);
    }

    /** As it is declared; -1 where it is not. On HTTP/2 only the body is compared with it by the server, not its form. */
    private static long lengthOf(ServerHttpRequest request) {
        try {
            return request.getHeaders().getContentLength();
        } catch (NumberFormatException e) {
            throw new ProblemException(GatewayProblem.MALFORMED_REQUEST, "The length of a body is a number");
        }
    }

    private static boolean isJson(ServerHttpRequest request) {
        String type = request.getHeaders().getFirst(HttpHeaders.CONTENT_TYPE);
        return type != null && type.toLowerCase(Locale.ROOT).contains("json");
    }

    /** What JSON exchanged between systems has to be in (RFC 8259, section 8.1); the nesting is looked for in no other. */
    private static boolean isUtf8(ServerHttpRequest request) {
        String type = Objects.requireNonNull(request.getHeaders().getFirst(HttpHeaders.CONTENT_TYPE));
        int parameters = type.indexOf(';');
        if (parameters < 0) {
            return true;
        }
        Matcher charset = CHARSET.matcher(type);
        boolean utf8 = true;
        for (int from = parameters; charset.find(from); from = charset.end()) {
            utf8 &= UTF_8.equalsIgnoreCase(charset.group(1));
        }
        return utf8;
    }

    private static ProblemException tooLarge(LimitSettings.Body most) {
        return new ProblemException(
                GatewayProblem.PAYLOAD_TOO_LARGE,
                "A body may have at most %d bytes here".formatted(most.size().toBytes()));
    }

    private static ProblemException notUtf8() {
        return new ProblemException(
                GatewayProblem.MALFORMED_REQUEST, "JSON is read in UTF-8, without a byte order mark");
    }

    private static ProblemException tooDeep(LimitSettings.Body most) {
        return new ProblemException(
                GatewayProblem.MALFORMED_REQUEST,
                "JSON may be nested at most %d deep here".formatted(most.jsonDepth()));
    }

    private static final class CheckedRequest extends ServerHttpRequestDecorator {

        private final LimitSettings.Body most;
        private final boolean json;

        private CheckedRequest(ServerHttpRequest delegate, LimitSettings.Body most, boolean json) {
            super(delegate);
            this.most = most;
            this.json = json;
        }

        @Override
        public Flux<DataBuffer> getBody() {
            return Flux.defer(() -> {
                Passed passed = new Passed();
                return super.getBody().handle((buffer, sink) -> {
                    ProblemException refusal = passed.refusalOf(buffer);
                    if (refusal == null) {
                        sink.next(buffer);
                    } else {
                        DataBufferUtils.release(buffer);
                        sink.error(refusal);
                    }
                });
            });
        }

        private final class Passed {

            private final JsonNesting nesting = new JsonNesting();
            private long bytes;

            private @Nullable ProblemException refusalOf(DataBuffer buffer) {
                bytes += buffer.readableByteCount();
                if (bytes > most.size().toBytes()) {
                    return tooLarge(most);
                }
                if (!json) {
                    return null;
                }
                int depth = nesting.see(buffer);
                if (nesting.isOtherThanUtf8()) {
                    return notUtf8();
                }
                return depth > most.jsonDepth() ? tooDeep(most) : null;
            }
        }
    }
}
