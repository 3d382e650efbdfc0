package dev.evently.gateway.routing;

import dev.evently.gateway.connections.ConnectionPart;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Moves {@code ?access_token=} into the {@code Authorization} header, for browsers cannot set headers when they open a
 * WebSocket. It happens as soon as the request is decoded, so that neither the gateway nor a service ever sees, or logs,
 * an address that holds a token. On other paths, and on HTTP/2, where no WebSocket is opened, such a token is removed and not
 * used.
 */
@Component
class AccessTokenInQuery implements ConnectionPart {

    private static final String NAME = "evently.access-token-in-query";
    private static final String PARAMETER = "access_token=";

    @Override
    public void addToHttp1(ChannelPipeline pipeline, String codec) {
        pipeline.addAfter(codec, NAME, new Mover());
    }

    @Override
    public void addToHttp2(ChannelPipeline pipeline, String codec) {
        pipeline.addAfter(codec, NAME, new Remover());
    }

    /** An address without its tokens, and the last of these. */
    private record Cleaned(
            String path, String address, @Nullable String token) {

        static @Nullable Cleaned of(@Nullable CharSequence raw) {
            String address = raw == null ? "" : raw.toString();
            int start = address.contains(PARAMETER) ? address.indexOf('?') : -1;
            if (start < 0) {
                return null;
            }
            String path = address.substring(0, start);
            List<String> kept = new ArrayList<>();
            String token = null;
            for (String parameter : address.substring(start + 1).split("&", -1)) {
                if (parameter.startsWith(PARAMETER)) {
                    token = parameter.substring(PARAMETER.length());
                } else {
                    kept.add(parameter);
                }
            }
            return new Cleaned(path, kept.isEmpty() ? path : path + "?" + String.join("&", kept), token);
        }
    }

    @ChannelHandler.Sharable
    private static final class Remover extends ChannelInboundHandlerAdapter {

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (message instanceof Http2HeadersFrame frame) {
                Cleaned cleaned = Cleaned.of(frame.headers().path());
                if (cleaned != null) {
                    frame.headers().path(cleaned.address());
                }
            }
            context.fireChannelRead(message);
        }
    }

    @ChannelHandler.Sharable
    private static final class Mover extends ChannelInboundHandlerAdapter {

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (message instanceof HttpRequest request) {
                Cleaned cleaned = Cleaned.of(request.uri());
                if (cleaned != null) {
                    move(cleaned, request);
                }
            }
            context.fireChannelRead(message);
        }

        private static void move(Cleaned cleaned, HttpRequest request) {
            request.setUri(cleaned.address());
            if (cleaned.token() != null
                    && WebSocketPaths.contains(cleaned.path())
                    && !request.headers().contains(HttpHeaderNames.AUTHORIZATION)) {
                request.headers().set(HttpHeaderNames.AUTHORIZATION, BearerHeader.SCHEME + decoded(cleaned.token()));
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
