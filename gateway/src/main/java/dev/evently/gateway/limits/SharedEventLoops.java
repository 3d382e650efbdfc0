package dev.evently.gateway.limits;

import io.lettuce.core.resource.EventLoopGroupProvider;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.EventExecutorGroup;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.util.concurrent.TimeUnit;
import reactor.netty.resources.LoopResources;

/**
 * Lets the connection to Redis live on the event loops that the gateway's other connections have. A request is counted
 * before it is routed: with loops of its own Redis would have every request change threads there and back.
 */
final class SharedEventLoops implements EventLoopGroupProvider {

    private final LoopResources loops;

    SharedEventLoops(LoopResources loops) {
        this.loops = loops;
    }

    /** The driver asks for the class that it would make itself, and uses what it gets as any group of loops. */
    @Override
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    public <T extends EventLoopGroup> T allocate(Class<T> type) {
        return (T) loops.onClient(LoopResources.DEFAULT_NATIVE);
    }

    @Override
    public int threadPoolSize() {
        return LoopResources.DEFAULT_IO_WORKER_COUNT;
    }

    /** They are not the driver's to close. */
    @Override
    public Future<Boolean> release(EventExecutorGroup loops, long quietPeriod, long timeout, TimeUnit unit) {
        return ImmediateEventExecutor.INSTANCE.newSucceededFuture(true);
    }

    @Override
    public Future<Boolean> shutdown(long quietPeriod, long timeout, TimeUnit unit) {
        return ImmediateEventExecutor.INSTANCE.newSucceededFuture(true);
    }
}
