package dev.evently.gateway.problems;

import dev.evently.gateway.connections.ConnectionPart;
import dev.evently.gateway.tracing.Trace;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import java.util.Locale;
import java.util.function.BiConsumer;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/**
 * Adds the problem, and what browsers are told, to what the HTTP server refuses on its own, with a status and no word:
 * requests that cannot be decoded (broken syntax, an address or headers above the limit, an address that is no URI). They
 * never become an exchange that a filter could see. What breaks the rules of HTTP/2 itself is not answered: its stream or its
 * connection ends.
 */
@Component
class UnreadableRequests implements ConnectionPart {

    private static final String NAME = "evently.unreadable";
    private static final String UNKNOWN_ADDRESS = "/";

    @Override
    public void addToHttp1(ChannelPipeline pipeline, String codec) {
        pipeline.addAfter(codec, NAME, new Describe());
    }

    @Override
    public void addToHttp2(ChannelPipeline pipeline, String codec) {
        pipeline.addAfter(codec, NAME, new DescribeStream());
    }

    private static boolean isRefusal(int status) {
        return status >= 400 && status < 500;
    }

    private static byte[] problem(int status) {
        GatewayProblem type = GatewayProblem.of(HttpStatusCode.valueOf(status));
        return ProblemBody.of(type, null, UNKNOWN_ADDRESS, Trace.start().id());
    }

    private static void forBrowsers(boolean encrypted, BiConsumer<String, String> headers) {
        BrowserHeaders.ALWAYS.forEach(headers);
        headers.accept(BrowserHeaders.CSP, BrowserHeaders.NOTHING);
        if (encrypted) {
            headers.accept(BrowserHeaders.HSTS, BrowserHeaders.TWO_YEARS);
        }
    }

    private static boolean isEncrypted(ChannelHandlerContext context) {
        return context.pipeline().get(SslHandler.class) != null;
    }

    @ChannelHandler.Sharable
    private static final class Describe extends ChannelOutboundHandlerAdapter {

        @Override
        public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) throws Exception {
            boolean wordless = message instanceof FullHttpResponse answer && isWordless(answer);
            super.write(
                    context, wordless ? described((FullHttpResponse) message, isEncrypted(context)) : message, promise);
        }

        private static boolean isWordless(FullHttpResponse answer) {
            return isRefusal(answer.status().code())
                    && !answer.content().isReadable()
                    && !answer.headers().contains(HttpHeaderNames.CONTENT_TYPE);
        }

        private static FullHttpResponse described(FullHttpResponse answer, boolean encrypted) {
            byte[] body = problem(answer.status().code());
            FullHttpResponse described = answer.replace(Unpooled.wrappedBuffer(body));
            forBrowsers(encrypted, described.headers()::set);
            described
                    .headers()
                    .set(HttpHeaderNames.CONTENT_TYPE, MediaType.APPLICATION_PROBLEM_JSON_VALUE)
                    .setInt(HttpHeaderNames.CONTENT_LENGTH, body.length);
            ReferenceCountUtil.release(answer);
            return described;
        }
    }

    @ChannelHandler.Sharable
    private static final class DescribeStream extends ChannelOutboundHandlerAdapter {

        @Override
        public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) throws Exception {
            if (message instanceof Http2HeadersFrame frame && isWordless(frame)) {
                Http2Headers headers = frame.headers();
                byte[] body = problem(statusOf(headers));
                forBrowsers(isEncrypted(context), (name, value) -> headers.set(name.toLowerCase(Locale.ROOT), value));
                headers.set(HttpHeaderNames.CONTENT_TYPE, MediaType.APPLICATION_PROBLEM_JSON_VALUE)
                        .setInt(HttpHeaderNames.CONTENT_LENGTH, body.length);
                super.write(
                        context, new DefaultHttp2HeadersFrame(headers).stream(frame.stream()), context.newPromise());
                super.write(
                        context,
                        new DefaultHttp2DataFrame(Unpooled.wrappedBuffer(body), true).stream(frame.stream()),
                        promise);
            } else {
                super.write(context, message, promise);
            }
        }

        private static boolean isWordless(Http2HeadersFrame frame) {
            return frame.isEndStream()
                    && frame.headers().status() != null
                    && isRefusal(statusOf(frame.headers()))
                    && !frame.headers().contains(HttpHeaderNames.CONTENT_TYPE);
        }

        private static int statusOf(Http2Headers headers) {
            return HttpResponseStatus.parseLine(headers.status()).code();
        }
    }
}
