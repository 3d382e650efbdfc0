package dev.evently.gateway.security;

import io.netty.channel.Channel;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Primary;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.socket.CloseStatus;
import org.springframework.web.reactive.socket.WebSocketHandler;
import org.springframework.web.reactive.socket.WebSocketSession;
import org.springframework.web.reactive.socket.server.WebSocketService;
import org.springframework.web.reactive.socket.server.support.HandshakeWebSocketService;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;

/**
 * The WebSockets that pass this gateway. A token lets a request pass once; a WebSocket that was opened with it goes on, so
 * once a second each is looked at again: when its session has ended ({@link RevokedSessions}) or its token has expired, it is
 * closed with 1008. A client that does not answer that within {@link #FAREWELL} is cut off. When the gateway ends, before the
 * server waits for its requests to end, all are closed with 1001.
 */
@Component
@Primary
class OpenWebSockets implements WebSocketService, SmartLifecycle {

    static final Duration FAREWELL = Duration.ofSeconds(2);

    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final CloseStatus SESSION_ENDED = CloseStatus.POLICY_VIOLATION.withReason("session ended");
    private static final CloseStatus TOKEN_EXPIRED = CloseStatus.POLICY_VIOLATION.withReason("token expired");
    private static final Logger log = LoggerFactory.getLogger(OpenWebSockets.class);

    /**
     * A WebSocket.
     *
     * @param session what its token belongs to; null for the token of a machine
     * @param expiry of its token; null for one that does not expire
     */
    private record Open(
            WebSocketSession socket,
            Channel channel,
            @Nullable String session,
            @Nullable Instant expiry) {}

    private final Set<Open> open = ConcurrentHashMap.newKeySet();
    private final WebSocketService handshakes = new HandshakeWebSocketService();
    private final RevokedSessions revoked;
    private final Clock clock;
    private volatile @Nullable Disposable looking;

    OpenWebSockets(RevokedSessions revoked, Clock clock) {
        this.revoked = revoked;
        this.clock = clock;
    }

    @Override
    public Mono<Void> handleRequest(ServerWebExchange exchange, WebSocketHandler handler) {
        Jwt token = AccessTokens.tokenOf(exchange);
        if (token == null) {
            throw new IllegalStateException("A WebSocket without a token");
        }
        Connection connection = ServerHttpRequestDecorator.getNativeRequest(exchange.getRequest());
        return handshakes.handleRequest(exchange, new WebSocketHandler() {
            @Override
            public List<String> getSubProtocols() {
                return handler.getSubProtocols();
            }

            @Override
            public Mono<Void> handle(WebSocketSession socket) {
                Open one = new Open(
                        socket,
                        connection.channel(),
                        token.getClaimAsString(VerifiedTokens.SESSION),
                        token.getExpiresAt());
                open.add(one);
                return handler.handle(socket).doFinally(signal -> open.remove(one));
            }
        });
    }

    private void look() {
        Instant now = clock.instant();
        for (Open one : open) {
            if (revoked.contains(one.session())) {
                close(one, SESSION_ENDED);
            } else if (one.expiry() != null && !now.isBefore(one.expiry())) {
                close(one, TOKEN_EXPIRED);
            }
        }
    }

    private void close(Open one, CloseStatus status) {
        if (open.remove(one)) {
            one.socket()
                    .close(status)
                    .subscribe(done -> {}, failure -> log.debug("Closed already: {}", failure.toString()));
            var _ = one.channel()
                    .eventLoop()
                    .schedule(() -> cutOff(one.channel()), FAREWELL.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private static void cutOff(Channel channel) {
        var _ = channel.close();
    }

    /** After the clients have been sent away, and before the server waits. */
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE - 1;
    }

    @Override
    public void start() {
        looking = Flux.interval(PAUSE).onBackpressureDrop().subscribe(tick -> look());
    }

    @Override
    public void stop() {
        Disposable current = looking;
        if (current != null) {
            current.dispose();
            looking = null;
        }
        open.forEach(one -> close(one, CloseStatus.GOING_AWAY));
    }

    @Override
    public boolean isRunning() {
        return looking != null;
    }
}
