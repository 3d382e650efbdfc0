package dev.evently.gateway.limits;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.io.ClassPathResource;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;

/**
 * Counts requests in Redis with the script of Spring Cloud Gateway's limiter, a token bucket, but on the driver's own
 * connection: the framework's way there is a hundred steps of Reactor longer for each request.
 *
 * <p>The connection is opened again and again until it is there. The driver opens it by waiting; done by the first request,
 * that would hold up an event loop and every request on it. A connection that is lost later is opened again by the driver
 * itself, without waiting.
 */
@Component
class RequestCounter implements DisposableBean {

    /**
     * What was found.
     *
     * @param allowed whether there was room for the request, which has then been counted
     * @param left for how many more there is room
     * @param retryAfter after which time there is room for one, when there was none
     */
    record Count(boolean allowed, long left, Duration retryAfter) {

        private static Count of(List<Long> answer, Preset.Limit limit) {
            long tokens = answer.get(1);
            long missing = Math.max(0, limit.seconds() - tokens);
            return new Count(
                    answer.get(0) == 1, tokens / limit.seconds(), Duration.ofMillis(1000 * missing / limit.requests()));
        }
    }

    private static final Logger log = LoggerFactory.getLogger(RequestCounter.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final String SCRIPT = "META-INF/scripts/request_rate_limiter.lua";

    private final LettuceConnectionFactory redis;
    private final String script;
    private final Disposable.Swap opening = Disposables.swap();
    private volatile @Nullable Opened opened;

    private record Opened(StatefulRedisConnection<String, String> connection, String digest) {}

    RequestCounter(LettuceConnectionFactory redis) throws IOException {
        this.redis = redis;
        this.script = new ClassPathResource(SCRIPT).getContentAsString(StandardCharsets.UTF_8);
    }

    @EventListener(ApplicationReadyEvent.class)
    void open() {
        opening.update(Mono.fromCallable(() -> ((RedisClient) redis.getRequiredNativeClient()).connect())
                .subscribeOn(Schedulers.boundedElastic())
                .doOnError(e -> log.debug("Redis cannot be reached", e))
                .retryWhen(Retry.fixedDelay(Long.MAX_VALUE, PAUSE))
                .subscribe(connection -> {
                    opened = new Opened(connection, connection.sync().digest(script));
                    log.info("Connected to Redis, counting requests");
                }));
    }

    @Override
    public void destroy() {
        opening.dispose();
        Opened open = opened;
        if (open != null) {
            open.connection().close();
        }
    }

    /** Counts one request; no count while that cannot be done. */
    Mono<Optional<Count>> count(String client, Preset.Limit limit) {
        Opened open = opened;
        if (open == null) {
            return Mono.just(Optional.empty());
        }
        RedisAsyncCommands<String, String> commands = open.connection().async();
        String bucket = "request_rate_limiter.{" + client + "}.";
        String[] keys = {bucket + "tokens", bucket + "timestamp"};
        // The script fills whole tokens each second; a request costs as many as it takes to fill slower than that.
        String cost = String.valueOf(limit.seconds());
        String[] values = {
            String.valueOf(limit.requests()), String.valueOf((long) limit.requests() * limit.seconds()), "", cost
        };
        return Mono.<List<Long>>fromCompletionStage(
                        () -> commands.evalsha(open.digest(), ScriptOutputType.MULTI, keys, values))
                .onErrorResume(
                        RedisNoScriptException.class,
                        e -> Mono.fromCompletionStage(
                                () -> commands.eval(script, ScriptOutputType.MULTI, keys, values)))
                .map(answer -> Optional.of(Count.of(answer, limit)))
                .onErrorReturn(Optional.empty());
    }
}
