package dev.evently.gateway.connections;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2FrameStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Closes connections whose client takes nothing of what waits for it: an answer that does not end keeps a place at its
 * service. A stream of HTTP/2 has a window of its own, which the client may keep shut while it reads from the connection;
 * such a stream is reset. An answer that is taken at once costs no timer.
 */
@Component
class SlowReaders implements ConnectionPart {

    private final long patienceNanos;

    SlowReaders(PatienceSettings patience) {
        this.patienceNanos = patience.reading().toNanos();
    }

    @Override
    public void addToHttp1(ChannelPipeline pipeline, String codec) {
        pipeline.addFirst("evently.slow-readers", new Bytes());
    }

    @Override
    public void addToHttp2(ChannelPipeline pipeline, String codec) {
        pipeline.addFirst("evently.slow-readers", new Bytes());
        pipeline.addAfter(codec, "evently.slow-readers.streams", new Streams());
    }

    /** Next to the socket: looks whether bytes leave for as long as there are some. */
    private final class Bytes extends ChannelOutboundHandlerAdapter {

        private @Nullable Future<?> look;
        private @Nullable Object current;
        private long progress;

        @Override
        public void flush(ChannelHandlerContext context) {
            context.flush();
            if (look == null) {
                lookLater(context);
            }
        }

        private void lookLater(ChannelHandlerContext context) {
            ChannelOutboundBuffer waiting = context.channel().unsafe().outboundBuffer();
            if (waiting == null || waiting.isEmpty()) {
                look = null;
                return;
            }
            current = waiting.current();
            progress = waiting.currentProgress();
            look = context.executor().schedule(() -> look(context), patienceNanos, TimeUnit.NANOSECONDS);
        }

        private void look(ChannelHandlerContext context) {
            ChannelOutboundBuffer waiting = context.channel().unsafe().outboundBuffer();
            if (waiting != null
                    && !waiting.isEmpty()
                    && waiting.current() == current
                    && waiting.currentProgress() == progress) {
                var _ = context.close();
            } else {
                lookLater(context);
            }
        }
    }

    /** Behind the codec: looks whether the data of every stream leave for as long as there are some. */
    private final class Streams extends ChannelOutboundHandlerAdapter {

        private static final class Waiting {
            private int frames;
            private long since;
        }

        private final Map<Http2FrameStream, Waiting> waiting = new HashMap<>();
        private @Nullable Future<?> look;

        @Override
        public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) throws Exception {
            if (!(message instanceof Http2DataFrame frame)) {
                super.write(context, message, promise);
                return;
            }
            Http2FrameStream stream = frame.stream();
            ChannelFuture left = context.write(message, promise.unvoid());
            if (!left.isDone()) {
                Waiting data = waiting.computeIfAbsent(stream, key -> new Waiting());
                if (data.frames++ == 0) {
                    data.since = System.nanoTime();
                }
                left.addListener((ChannelFutureListener) done -> leave(stream, data));
            }
        }

        private void leave(Http2FrameStream stream, Waiting data) {
            data.since = System.nanoTime();
            if (--data.frames == 0) {
                waiting.remove(stream);
            }
        }

        @Override
        public void flush(ChannelHandlerContext context) {
            context.flush();
            if (look == null && !waiting.isEmpty()) {
                look = context.executor().schedule(() -> look(context), patienceNanos, TimeUnit.NANOSECONDS);
            }
        }

        private void look(ChannelHandlerContext context) {
            look = null;
            if (!context.channel().isActive()) {
                return;
            }
            long now = System.nanoTime();
            List<Http2FrameStream> stuck = new ArrayList<>();
            waiting.forEach((stream, data) -> {
                if (now - data.since >= patienceNanos) {
                    stuck.add(stream);
                }
            });
            for (Http2FrameStream stream : stuck) {
                var _ = context.write(new DefaultHttp2ResetFrame(Http2Error.CANCEL).stream(stream));
            }
            flush(context);
        }
    }
}
