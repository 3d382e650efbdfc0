package dev.evently.gateway.limits;

import dev.evently.gateway.problems.GatewayProblem;
import dev.evently.gateway.problems.ProblemException;
import dev.evently.gateway.routing.AnnouncedBody;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;

/**
 * Waits for a body only so long, and says of whatever goes wrong with it that it is the client's doing: nobody who reads it
 * shall take a client that is slow or gone for a service that is.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 11)
class BodyArrival implements WebFilter {

    private final Duration patience;

    BodyArrival(LimitSettings settings) {
        this.patience = settings.requestTimeout();
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        ServerHttpRequest request = exchange.getRequest();
        return AnnouncedBody.in(request)
                ? chain.filter(
                        exchange.mutate().request(new AwaitedRequest(request)).build())
                : chain.filter(exchange);
    }

    private ProblemException late() {
        return new ProblemException(
                        GatewayProblem.REQUEST_TIMEOUT,
                        "A body has to arrive within %d seconds".formatted(ProblemException.wholeSeconds(patience)))
                .header(HttpHeaders.CONNECTION, "close");
    }

    private static ProblemException brokenOff() {
        return new ProblemException(GatewayProblem.MALFORMED_REQUEST, "The body did not arrive whole");
    }

    private final class AwaitedRequest extends ServerHttpRequestDecorator {

        private AwaitedRequest(ServerHttpRequest delegate) {
            super(delegate);
        }

        @Override
        public Flux<DataBuffer> getBody() {
            return super.getBody()
                    .takeUntilOther(deadline())
                    .onErrorMap(thrown -> thrown instanceof ProblemException ? thrown : brokenOff());
        }

        /** On the connection's own event loop, where a timer that is not needed costs next to nothing. */
        private Mono<DataBuffer> deadline() {
            return Mono.create(sink -> {
                Future<?> timer =
                        eventLoop().schedule(() -> sink.error(late()), patience.toMillis(), TimeUnit.MILLISECONDS);
                sink.onDispose(() -> timer.cancel(false));
            });
        }

        private EventLoop eventLoop() {
            HttpServerRequest received = getNativeRequest(getDelegate());
            AtomicReference<EventLoop> loop = new AtomicReference<>();
            received.withConnection(connection -> loop.set(connection.channel().eventLoop()));
            return loop.get();
        }
    }
}
