package dev.evently.gateway.limits;

import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.stereotype.Component;
import reactor.netty.http.server.HttpServer;

/** Cuts off clients whose request trickles in, before they hold a service for long. An open WebSocket is no request. */
@Component
class SlowRequests implements NettyServerCustomizer {

    private final LimitSettings settings;

    SlowRequests(LimitSettings settings) {
        this.settings = settings;
    }

    @Override
    public HttpServer apply(HttpServer server) {
        return server.requestTimeout(settings.requestTimeout());
    }
}
