package dev.evently.gateway.routing;

import dev.evently.gateway.connections.ConnectionPart;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import org.springframework.stereotype.Component;

/**
 * Keeps reading from connections that stay open. Up to its version 1.3.7, Reactor Netty never reads again from a
 * connection on which a request arrived before the one before it had quite ended (reactor/reactor-netty#4361): the next
 * request of that client hangs. So whenever a request has ended, one more read is asked for, after all that Reactor Netty
 * does then by itself. A read too many does no harm.
 */
@Component
class KeptAliveConnections implements ConnectionPart {

    @Override
    public void addToHttp1(ChannelPipeline pipeline, String codec) {
        pipeline.addAfter(codec, "evently.kept-alive-connections", new ReadOn());
    }

    @ChannelHandler.Sharable
    private static final class ReadOn extends ChannelInboundHandlerAdapter {

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            context.fireUserEventTriggered(event);
            context.executor().execute(() -> context.executor().execute(context::read));
        }
    }
}
