package dev.evently.loadtest.load;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Goes journeys on one event loop. One is enough for more than two cores' worth of suite, and what the generator spends
 * is missing for what it measures.
 */
public final class LoadGenerator implements AutoCloseable {
    private final Vertx vertx;
    private final Context loop;
    private final URI gateway;

    public LoadGenerator(URI gateway) {
        this.vertx = Vertx.vertx(
                new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(1).setInternalBlockingPoolSize(1));
        this.loop = vertx.getOrCreateContext();
        this.gateway = gateway;
    }

    /** Does nothing beside the load. */
    public static final Watcher NOBODY = new Watcher() {
        @Override
        public void begins() {}

        @Override
        public void ends() {}
    };

    /** What happens beside the load, on the thread that called. */
    public interface Watcher {
        /** Called where the measured part begins. */
        void begins();

        /** Called where the measured part ends; journeys that have begun still go on. */
        void ends();
    }

    /**
     * A finished run.
     *
     * @param warmUp what ended before the measured part; its failures count, its times do not
     * @param measured the measured part
     */
    public record Result(Measurement warmUp, Measurement measured) {}

    /** Makes the load and returns once every journey has ended. */
    public Result run(Plan plan, Function<Http, Journey> journey, Watcher watcher) throws InterruptedException {
        Http http = new Http(vertx, gateway, plan.clients());
        Clients clients = new Clients(vertx, plan, journey.apply(http), System.nanoTime());
        CompletableFuture<Result> result = new CompletableFuture<>();
        loop.runOnContext(started -> clients.start(result));
        sleep(plan.warmUp());
        watcher.begins();
        sleep(plan.duration());
        watcher.ends();
        try {
            return result.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("The load generator failed", e.getCause());
        }
    }

    private static void sleep(Duration duration) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(duration.toNanos());
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
