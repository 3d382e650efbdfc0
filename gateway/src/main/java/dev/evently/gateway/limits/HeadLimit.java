package dev.evently.gateway.limits;

import dev.evently.gateway.problems.GatewayProblem;
import dev.evently.gateway.problems.ProblemException;
import dev.evently.gateway.routing.RouteTable;
import java.util.Iterator;
import java.util.Map;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;

/**
 * Refuses requests whose headers are larger or more than the route allows, counted as they came: what the gateway would take
 * away counts as well. What no route may bring, the server has refused before.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 33)
class HeadLimit implements WebFilter {

    /** A colon, a space and the end of the line, whichever version of HTTP the header came with. */
    private static final int BESIDES = 4;

    private final LimitSettings settings;

    HeadLimit(LimitSettings settings) {
        this.settings = settings;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        RouteTable.Entry route = RouteTable.entryOf(exchange);
        LimitSettings.Head most = settings.headOf(route == null ? "" : route.id());
        return fits(exchange.getRequest(), most) ? chain.filter(exchange) : Mono.error(tooLarge(most));
    }

    private static boolean fits(ServerHttpRequest request, LimitSettings.Head most) {
        HttpServerRequest received = ServerHttpRequestDecorator.getNativeRequest(request);
        Iterator<Map.Entry<CharSequence, CharSequence>> headers =
                received.requestHeaders().iteratorCharSequence();
        long bytes = 0;
        int fields = 0;
        while (headers.hasNext()) {
            Map.Entry<CharSequence, CharSequence> header = headers.next();
            bytes += header.getKey().length() + header.getValue().length() + BESIDES;
            fields++;
        }
        return bytes <= most.size().toBytes() && fields <= most.fields();
    }

    private static ProblemException tooLarge(LimitSettings.Head most) {
        return new ProblemException(
                GatewayProblem.HEADERS_TOO_LARGE,
                "A request may have at most %d headers with %d bytes here"
                        .formatted(most.fields(), most.size().toBytes()));
    }
}
