package dev.evently.gateway.routing;

import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.stereotype.Component;
import reactor.netty.NettyPipeline;
import reactor.netty.http.server.HttpServer;

/**
 * Moves {@code ?access_token=} into the {@code Authorization} header, for browsers cannot set headers when they open a
 * WebSocket. It happens as soon as the request is decoded, so that neither the gateway nor a service ever sees, or logs,
 * an address that holds a token. On other paths such a token is removed and not used.
 */
@Component
class AccessTokenInQuery implements NettyServerCustomizer {

    private static final String PARAMETER = "access_token=";

    @Override
    public HttpServer apply(HttpServer server) {
        return server.doOnChannelInit((observer, channel, remote) ->
                channel.pipeline().addAfter(NettyPipeline.HttpCodec, "evently.access-token-in-query", new Mover()));
    }

    @ChannelHandler.Sharable
    private static final class Mover extends ChannelInboundHandlerAdapter {

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (message instanceof HttpRequest request && request.uri().contains(PARAMETER)) {
                move(request);
            }
            context.fireChannelRead(message);
        }

        private static void move(HttpRequest request) {
            int start = request.uri().indexOf('?');
            if (start < 0) {
                return;
            }
            String path = request.uri().substring(0, start);
            List<String> kept = new ArrayList<>();
            String token = null;
            for (String parameter : request.uri().substring(start + 1).split("&", -1)) {
                if (parameter.startsWith(PARAMETER)) {
                    token = parameter.substring(PARAMETER.length());
                } else {
                    kept.add(parameter);
                }
            }
            request.setUri(kept.isEmpty() ? path : path + "?" + String.join("&", kept));
            if (token != null
                    && WebSocketPaths.contains(path)
                    && !request.headers().contains(HttpHeaderNames.AUTHORIZATION)) {
                request.headers().set(HttpHeaderNames.AUTHORIZATION, BearerHeader.SCHEME + decoded(token));
            }
        }

        private static String decoded(String token) {
            try {
                return URLDecoder.decode(token, StandardCharsets.UTF_8).replaceAll("[^A-Za-z0-9._~+/=-]", "?");
            } catch (IllegalArgumentException e) {
                return "?";
            }
        }
    }
}
