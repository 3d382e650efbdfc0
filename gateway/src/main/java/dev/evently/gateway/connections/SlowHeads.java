package dev.evently.gateway.connections;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Closes connections on which the head of a request trickles in. Whoever sends a byte now and then would otherwise keep a
 * connection for as long as he likes, for it is never idle. A head that arrives at once, as they do, costs no timer.
 */
@Component
class SlowHeads implements ConnectionPart {

    private final PatienceSettings patience;

    SlowHeads(PatienceSettings patience) {
        this.patience = patience;
    }

    @Override
    public void addToHttp1(ChannelPipeline pipeline, String codec) {
        Messages messages = new Messages();
        pipeline.addBefore(codec, "evently.slow-heads.bytes", new Bytes(messages));
        pipeline.addAfter(codec, "evently.slow-heads", messages);
    }

    /** Before the codec: looks whether there is a request after bytes have come. */
    private final class Bytes extends ChannelInboundHandlerAdapter {

        private final Messages messages;

        private Bytes(Messages messages) {
            this.messages = messages;
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            boolean isContent = message instanceof ByteBuf bytes && bytes.isReadable();
            messages.seen = false;
            context.fireChannelRead(message);
            if (isContent && !messages.seen && !messages.inRequest && messages.deadline == null) {
                messages.deadline = context.executor()
                        .schedule(() -> expire(context), patience.head().toMillis(), TimeUnit.MILLISECONDS);
            }
        }
    }

    private static void expire(ChannelHandlerContext context) {
        var _ = context.close();
    }

    /** Behind the codec: knows whether bytes have become messages, and whether a request has begun that has not ended yet. */
    private static final class Messages extends ChannelInboundHandlerAdapter {

        private boolean seen;
        private boolean inRequest;
        private @Nullable Future<?> deadline;

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            seen = true;
            if (message instanceof HttpRequest) {
                inRequest = true;
                forgetDeadline();
            }
            if (message instanceof LastHttpContent) {
                inRequest = false;
            }
            context.fireChannelRead(message);
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            forgetDeadline();
            context.fireChannelInactive();
        }

        private void forgetDeadline() {
            if (deadline != null) {
                deadline.cancel(false);
                deadline = null;
            }
        }
    }
}
