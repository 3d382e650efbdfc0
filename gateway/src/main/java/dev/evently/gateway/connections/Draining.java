package dev.evently.gateway.connections;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http2.DefaultHttp2GoAwayFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.netty.NettyPipeline;

/**
 * The first step of the gateway's end, before the server takes no more requests and waits for those it has: by now the
 * gateway has said that it is not ready and has left the registry, and for a while it goes on to answer, so that those who
 * have not heard of it yet lose nothing. Meanwhile it sends its clients away: every answer on HTTP/1.1 is the last on its
 * connection, and those who speak HTTP/2 are told to go (GOAWAY) and may still get what they have asked for.
 */
@Component
class Draining implements ConnectionPart, SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Draining.class);

    /** So many that no request that is on its way is refused (RFC 9113, section 6.8). */
    private static final int ALL_STREAMS = Integer.MAX_VALUE;

    private final DrainSettings settings;
    private final ChannelGroup open = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private volatile boolean running;
    private volatile boolean begun;

    Draining(DrainSettings settings) {
        this.settings = settings;
    }

    @Override
    public void addToHttp1(ChannelPipeline pipeline, String codec) {
        remember(pipeline);
    }

    @Override
    public void addToHttp2(ChannelPipeline pipeline, String codec) {
        remember(pipeline);
    }

    private void remember(ChannelPipeline pipeline) {
        open.add(pipeline.channel());
        if (begun) {
            pipeline.channel().eventLoop().execute(() -> sendAway(pipeline));
        }
    }

    private static void sendAway(ChannelPipeline pipeline) {
        if (pipeline.context(Http2FrameCodec.class) != null) {
            var _ = pipeline.writeAndFlush(
                    new DefaultHttp2GoAwayFrame(Http2Error.NO_ERROR).setExtraStreamIds(ALL_STREAMS));
        } else if (pipeline.get(NettyPipeline.HttpTrafficHandler) != null && pipeline.get(LastAnswer.NAME) == null) {
            pipeline.addAfter(NettyPipeline.HttpTrafficHandler, LastAnswer.NAME, new LastAnswer());
        }
    }

    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        begun = true;
        log.info(
                "Sending clients away for {} ms; {} connections are open",
                settings.pause().toMillis(),
                open.size());
        for (Channel channel : open) {
            channel.eventLoop().execute(() -> sendAway(channel.pipeline()));
        }
        try {
            TimeUnit.MILLISECONDS.sleep(settings.pause().toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Says {@code Connection: close}; the server closes the connection when it has sent such an answer. */
    @ChannelHandler.Sharable
    private static final class LastAnswer extends ChannelOutboundHandlerAdapter {

        private static final String NAME = "evently.last-answer";

        @Override
        public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) throws Exception {
            if (message instanceof HttpResponse answer && answer.status().code() >= 200) {
                HttpUtil.setKeepAlive(answer, false);
            }
            super.write(context, message, promise);
        }
    }
}
