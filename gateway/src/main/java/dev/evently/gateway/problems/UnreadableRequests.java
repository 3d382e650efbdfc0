package dev.evently.gateway.problems;

import dev.evently.gateway.tracing.Trace;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.util.ReferenceCountUtil;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.NettyPipeline;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerResponse;

/**
 * Answers with a problem what never becomes an exchange of Spring's: requests that Netty cannot decode (broken syntax, an
 * address or headers above the limit) and addresses that are no URI. Netty alone would answer these with an empty body.
 */
@Component
class UnreadableRequests implements NettyServerCustomizer {

    private static final String UNKNOWN_ADDRESS = "/";

    @Override
    public HttpServer apply(HttpServer server) {
        return server.doOnChannelInit((observer, channel, remote) -> channel.pipeline()
                        .addAfter(NettyPipeline.HttpCodec, "evently.unreadable", new RefuseUndecodable()))
                .mapHandle(UnreadableRequests::describeBadAddress);
    }

    /** Spring's adapter sets 400 and ends without a word when the address is no URI; this adds the words. */
    private static Mono<Void> describeBadAddress(Mono<Void> handling, Connection connection) {
        return handling.then(Mono.defer(() -> connection instanceof HttpServerResponse response
                        && !response.hasSentHeaders()
                        && response.status().equals(HttpResponseStatus.BAD_REQUEST)
                ? response.header(HttpHeaderNames.CONTENT_TYPE, MediaType.APPLICATION_PROBLEM_JSON_VALUE)
                        .sendByteArray(Mono.just(body(GatewayProblem.MALFORMED_REQUEST)))
                        .then()
                : Mono.empty()));
    }

    private static byte[] body(GatewayProblem type) {
        return ProblemBody.of(type, null, UNKNOWN_ADDRESS, Trace.start().id());
    }

    private static final class RefuseUndecodable extends ChannelInboundHandlerAdapter {

        private boolean refused;

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (refused) {
                ReferenceCountUtil.release(message);
            } else if (message instanceof HttpObject http
                    && http.decoderResult().isFailure()) {
                refused = true;
                ReferenceCountUtil.release(message);
                context.writeAndFlush(answer(http.decoderResult().cause())).addListener(ChannelFutureListener.CLOSE);
            } else {
                context.fireChannelRead(message);
            }
        }

        private static FullHttpResponse answer(Throwable cause) {
            GatewayProblem type =
                    switch (cause) {
                        case TooLongHttpLineException _ -> GatewayProblem.URI_TOO_LONG;
                        case TooLongHttpHeaderException _ -> GatewayProblem.HEADERS_TOO_LARGE;
                        default -> GatewayProblem.MALFORMED_REQUEST;
                    };
            byte[] body = body(type);
            FullHttpResponse response = new DefaultFullHttpResponse(
                    HttpVersion.HTTP_1_1,
                    HttpResponseStatus.valueOf(type.status().value()),
                    Unpooled.wrappedBuffer(body));
            response.headers()
                    .set(HttpHeaderNames.CONTENT_TYPE, MediaType.APPLICATION_PROBLEM_JSON_VALUE)
                    .setInt(HttpHeaderNames.CONTENT_LENGTH, body.length)
                    .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
            return response;
        }
    }
}
