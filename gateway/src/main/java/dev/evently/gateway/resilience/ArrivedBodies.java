package dev.evently.gateway.resilience;

import dev.evently.gateway.problems.GatewayProblem;
import dev.evently.gateway.problems.ProblemException;
import dev.evently.gateway.routing.AnnouncedBody;
import dev.evently.gateway.routing.RouteTable;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.core.Ordered;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferFactory;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Takes a body in before its request goes to the service, so that it has a place among those that wait for the service, and
 * the service's time, only when it is whole. How much all of a route may hold is bounded; the beginnings of bodies do not
 * count, which is all that most bodies are: large ones that trickle in keep out none but large ones.
 */
@Component
class ArrivedBodies implements GlobalFilter, Ordered {

    /** Before a place is taken. */
    private static final int ORDER = RouteGuard.ORDER - 1_000;

    private static final int SMALL = 512;
    private static final int BEGINNING = 4 * 1024;
    private static final Duration ROOM_AGAIN = Duration.ofSeconds(1);

    private final Map<String, AtomicLong> room;

    ArrivedBodies(GuardSettings settings) {
        this.room = RouteTable.ENTRIES.stream()
                .collect(Collectors.toUnmodifiableMap(
                        RouteTable.Entry::id,
                        entry -> new AtomicLong(settings.of(entry.id()).bodies().toBytes())));
    }

    @Override
    public int getOrder() {
        return ORDER;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        RouteTable.Entry entry = RouteTable.entryOf(exchange);
        if (entry == null || RouteTable.isWebSocket(exchange) || !AnnouncedBody.in(exchange.getRequest())) {
            return chain.filter(exchange);
        }
        AtomicLong routesRoom = Objects.requireNonNull(room.get(entry.id()));
        return Mono.defer(() -> {
            Body body = new Body(routesRoom);
            return exchange.getRequest()
                    .getBody()
                    .collect(() -> body, Body::add)
                    .flatMap(whole -> chain.filter(with(whole.bytes.toByteArray(), exchange)))
                    .doFinally(signal -> body.giveBack());
        });
    }

    private static ServerWebExchange with(byte[] body, ServerWebExchange exchange) {
        DataBufferFactory buffers = exchange.getResponse().bufferFactory();
        return exchange.mutate()
                .request(new ServerHttpRequestDecorator(exchange.getRequest()) {
                    @Override
                    public Flux<DataBuffer> getBody() {
                        return Flux.defer(() -> Flux.just(buffers.wrap(body)));
                    }
                })
                .build();
    }

    /** What has arrived so far. */
    private static final class Body {

        private final AtomicLong room;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(SMALL);
        private long taken;

        private Body(AtomicLong room) {
            this.room = room;
        }

        private void add(DataBuffer next) {
            try {
                int length = next.readableByteCount();
                take(Math.max(0, bytes.size() + length - BEGINNING) - taken);
                byte[] part = new byte[length];
                next.read(part);
                bytes.writeBytes(part);
            } finally {
                DataBufferUtils.release(next);
            }
        }

        private void take(long more) {
            if (more > 0 && room.addAndGet(-more) < 0) {
                room.addAndGet(more);
                throw new ProblemException(
                                GatewayProblem.UNAVAILABLE, "Too many large bodies are on their way to the service")
                        .retryAfter(ROOM_AGAIN);
            }
            taken += more;
        }

        private void giveBack() {
            room.addAndGet(taken);
            taken = 0;
        }
    }
}
