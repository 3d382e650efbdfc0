package dev.evently.gateway.problems;

import dev.evently.gateway.tracing.Trace;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.util.ReferenceCountUtil;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import reactor.netty.NettyPipeline;
import reactor.netty.http.server.HttpServer;

/**
 * Adds the problem to what the HTTP server refuses on its own, with a status and no word: requests that cannot be decoded
 * (broken syntax, an address or headers above the limit, an address that is no URI). They never become an exchange that a
 * filter could see.
 */
@Component
class UnreadableRequests implements NettyServerCustomizer {

    private static final String UNKNOWN_ADDRESS = "/";

    @Override
    public HttpServer apply(HttpServer server) {
        return server.doOnChannelInit((observer, channel, remote) ->
                channel.pipeline().addAfter(NettyPipeline.HttpCodec, "evently.unreadable", new Describe()));
    }

    @ChannelHandler.Sharable
    private static final class Describe extends ChannelOutboundHandlerAdapter {

        @Override
        public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) throws Exception {
            boolean wordless = message instanceof FullHttpResponse answer && isWordless(answer);
            super.write(context, wordless ? described((FullHttpResponse) message) : message, promise);
        }

        private static boolean isWordless(FullHttpResponse answer) {
            int status = answer.status().code();
            return status >= 400
                    && status < 500
                    && !answer.content().isReadable()
                    && !answer.headers().contains(HttpHeaderNames.CONTENT_TYPE);
        }

        private static FullHttpResponse described(FullHttpResponse answer) {
            GatewayProblem type =
                    GatewayProblem.of(HttpStatusCode.valueOf(answer.status().code()));
            byte[] body =
                    ProblemBody.of(type, null, UNKNOWN_ADDRESS, Trace.start().id());
            FullHttpResponse described = answer.replace(Unpooled.wrappedBuffer(body));
            described
                    .headers()
                    .set(HttpHeaderNames.CONTENT_TYPE, MediaType.APPLICATION_PROBLEM_JSON_VALUE)
                    .setInt(HttpHeaderNames.CONTENT_LENGTH, body.length);
            ReferenceCountUtil.release(answer);
            return described;
        }
    }
}
