package dev.evently.gateway.limits;

import java.time.Duration;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.stereotype.Component;
import reactor.netty.http.server.HttpServer;

/**
 * Cuts off clients whose request trickles in while nobody waits for its body any more: who does has answered them a moment
 * before ({@link BodyArrival}). An open WebSocket is no request.
 */
@Component
class SlowRequests implements NettyServerCustomizer {

    private static final Duration FOR_AN_ANSWER = Duration.ofSeconds(1);

    private final LimitSettings settings;

    SlowRequests(LimitSettings settings) {
        this.settings = settings;
    }

    @Override
    public HttpServer apply(HttpServer server) {
        return server.requestTimeout(settings.requestTimeout().plus(FOR_AN_ANSWER));
    }
}
