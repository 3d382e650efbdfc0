package dev.evently.gateway.connections;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpServerUpgradeHandler;
import io.netty.handler.codec.http2.Http2FrameCodec;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import reactor.netty.NettyPipeline;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.server.HttpServer;

/**
 * Decides which versions of HTTP are spoken: over TLS what the client chooses of both (ALPN), else HTTP/1.1 and, where it is
 * switched on, HTTP/2 for clients that begin with it. Nobody is upgraded from HTTP/1.1 to HTTP/2 on the way (RFC 9113 has
 * given that up): a proxy in between that lets the header pass no longer sees requests, but bytes of a connection.
 *
 * <p>It is the last to have a word, for the settings of HTTP/2 are set all at once. Whoever resets streams, or has them reset,
 * all the time loses his connection; how continued headers and empty frames are bounded is left to Netty.
 */
@Component
@Order(Ordered.LOWEST_PRECEDENCE)
class Protocols implements WebServerFactoryCustomizer<NettyReactiveWebServerFactory> {

    private static final int MOST_RESETS = 200;
    private static final int RESET_WINDOW_SECONDS = 30;
    private static final String DECISION = "evently.protocol";

    private final ProtocolSettings settings;
    private final PatienceSettings patience;
    private final long largestHead;
    private final List<ConnectionPart> parts;

    Protocols(
            ProtocolSettings settings, PatienceSettings patience, ServerProperties server, List<ConnectionPart> parts) {
        this.settings = settings;
        this.patience = patience;
        this.largestHead = server.getMaxHttpRequestHeaderSize().toBytes();
        this.parts = List.copyOf(parts);
    }

    @Override
    public void customize(NettyReactiveWebServerFactory factory) {
        factory.addServerCustomizers(this::customized);
    }

    private HttpServer customized(HttpServer server) {
        HttpServer speaking;
        if (server.configuration().sslProvider() != null) {
            speaking = server.protocol(HttpProtocol.HTTP11, HttpProtocol.H2);
        } else if (settings.clearText()) {
            speaking = server.protocol(HttpProtocol.HTTP11, HttpProtocol.H2C);
        } else {
            speaking = server.protocol(HttpProtocol.HTTP11);
        }
        return speaking.http2Settings(http2 -> http2.maxConcurrentStreams(settings.streams())
                        .maxHeaderListSize(largestHead)
                        .maxDecodedRstFramesPerWindow(MOST_RESETS, RESET_WINDOW_SECONDS)
                        .maxEncodedRstFramesPerWindow(MOST_RESETS, RESET_WINDOW_SECONDS))
                .doOnChannelInit((observer, channel, remote) -> begin(channel));
    }

    private void begin(Channel channel) {
        ChannelPipeline pipeline = channel.pipeline();
        if (decided(pipeline) == null) {
            ChannelHandlerContext messages = pipeline.context(HttpServerCodec.class);
            String before = messages == null ? NettyPipeline.H2OrHttp11Codec : messages.name();
            pipeline.addAfter(before, DECISION, new Decision());
        }
    }

    /** Adds the parts, and returns the codec that they are behind, if it is clear what is spoken. */
    private @Nullable ChannelHandlerContext decided(ChannelPipeline pipeline) {
        if (pipeline.get(NettyPipeline.H2OrHttp11Codec) != null
                || pipeline.get(NettyPipeline.H2CUpgradeHandler) != null) {
            return null;
        }
        ChannelHandlerContext frames = pipeline.context(Http2FrameCodec.class);
        if (frames != null) {
            parts.forEach(part -> part.addToHttp2(pipeline, frames.name()));
            return frames;
        }
        ChannelHandlerContext messages = pipeline.context(HttpServerCodec.class);
        if (messages != null) {
            parts.forEach(part -> part.addToHttp1(pipeline, messages.name()));
        }
        return messages;
    }

    /**
     * Waits for the first sign of what is spoken: the end of the handshake of TLS, or the first message behind the codec, which
     * then passes the parts as well. What would upgrade a connection goes before it has seen a request. Who gives no sign is let
     * go.
     */
    private final class Decision extends ChannelInboundHandlerAdapter {

        private @Nullable Future<?> deadline;

        @Override
        public void handlerAdded(ChannelHandlerContext context) {
            deadline = context.channel()
                    .eventLoop()
                    .schedule(() -> expire(context), patience.head().toMillis(), TimeUnit.MILLISECONDS);
        }

        private static void expire(ChannelHandlerContext context) {
            var _ = context.close();
        }

        @Override
        public void handlerRemoved(ChannelHandlerContext context) {
            if (deadline != null) {
                deadline.cancel(false);
            }
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            decide(context);
            context.fireUserEventTriggered(event);
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            ChannelHandlerContext codec = decide(context);
            (codec == null || message instanceof ByteBuf ? context : codec).fireChannelRead(message);
        }

        private @Nullable ChannelHandlerContext decide(ChannelHandlerContext context) {
            if (context.isRemoved()) {
                return null;
            }
            ChannelPipeline pipeline = context.pipeline();
            ChannelHandlerContext codec = decided(pipeline);
            if (codec != null) {
                ChannelHandlerContext upgrade = pipeline.context(HttpServerUpgradeHandler.class);
                if (upgrade != null) {
                    pipeline.remove(upgrade.handler());
                }
                pipeline.remove(this);
            }
            return codec;
        }
    }
}
