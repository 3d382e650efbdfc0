package dev.evently.gateway.routing;

import dev.evently.gateway.connections.ConnectionPart;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.gateway.config.HttpClientCustomizer;
import org.springframework.stereotype.Component;
import reactor.netty.NettyPipeline;
import reactor.netty.http.client.HttpClient;

/**
 * Sends the head of a message together with the beginning of its body. Where the body is streamed, Reactor Netty sends the
 * head, waits until it has been sent, and then sends the body: two system calls and two packets for each request to a
 * service and for each answer to a client, and two for who reads them. So a head that announces a body of a known length is
 * held back until the body begins.
 */
@Component
class WholeMessages implements ConnectionPart, HttpClientCustomizer {

    @Override
    public void addToHttp1(ChannelPipeline pipeline, String codec) {
        pipeline.addAfter(codec, "evently.whole-messages", new HeldHead());
    }

    @Override
    public HttpClient customize(HttpClient client) {
        return client.doOnChannelInit(
                (observer, channel, remote) -> addToHttp1(channel.pipeline(), NettyPipeline.HttpCodec));
    }

    static final class HeldHead extends ChannelOutboundHandlerAdapter {

        private @Nullable HttpMessage head;

        @Override
        public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) throws Exception {
            if (message instanceof HttpMessage beginning && announcesBody(beginning)) {
                head = beginning;
                promise.trySuccess();
                return;
            }
            if (head != null) {
                super.write(context, head, context.voidPromise());
                head = null;
            }
            super.write(context, message, promise);
        }

        /** What was written before the head has been flushed already: nothing else is between. */
        @Override
        public void flush(ChannelHandlerContext context) throws Exception {
            if (head == null) {
                super.flush(context);
            }
        }

        private static boolean announcesBody(HttpMessage message) {
            return !(message instanceof LastHttpContent)
                    && HttpUtil.getContentLength(message, 0L) > 0
                    && !HttpUtil.is100ContinueExpected(message);
        }
    }
}
