package dev.evently.gateway.routing;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.timeout.ReadTimeoutException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.gateway.config.HttpClientCustomizer;
import org.springframework.stereotype.Component;
import reactor.netty.NettyPipeline;
import reactor.netty.http.client.HttpClient;

/**
 * Breaks off answers that have begun and do not go on: the routes' own limits end with an answer's head. It holds for both
 * sides, because an answer that the client does not take is not read from the service either. Each connection to a service
 * looks now and then by itself, so a request costs no timer.
 */
@Component
class StalledAnswers implements HttpClientCustomizer {

    private static final int LOOKS = 4;

    private final long silenceNanos;

    StalledAnswers(RoutingSettings settings) {
        this.silenceNanos = settings.longestSilence().toNanos();
    }

    @Override
    public HttpClient customize(HttpClient client) {
        return client.doOnChannelInit((observer, channel, remote) ->
                channel.pipeline().addAfter(NettyPipeline.HttpCodec, "evently.stalled-answers", new Watch()));
    }

    private final class Watch extends ChannelInboundHandlerAdapter {

        private boolean inAnswer;
        private long lastPart;
        private @Nullable Future<?> look;

        @Override
        public void channelActive(ChannelHandlerContext context) {
            look = context.executor()
                    .scheduleWithFixedDelay(
                            () -> look(context), silenceNanos / LOOKS, silenceNanos / LOOKS, TimeUnit.NANOSECONDS);
            context.fireChannelActive();
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            if (look != null) {
                look.cancel(false);
            }
            context.fireChannelInactive();
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (message instanceof HttpResponse answer) {
                inAnswer = answer.status().codeClass() != HttpStatusClass.INFORMATIONAL;
            }
            if (message instanceof HttpContent) {
                inAnswer &= !(message instanceof LastHttpContent);
            }
            if (inAnswer) {
                lastPart = System.nanoTime();
            }
            context.fireChannelRead(message);
        }

        private void look(ChannelHandlerContext context) {
            if (inAnswer && System.nanoTime() - lastPart > silenceNanos) {
                inAnswer = false;
                context.fireExceptionCaught(ReadTimeoutException.INSTANCE);
                var _ = context.close();
            }
        }
    }
}
