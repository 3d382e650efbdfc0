package dev.evently.gateway.limits;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.codec.Base16;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Function;
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
 * The connection to Redis that the limits are counted over: the driver's own, because the framework's way there is a
 * hundred steps of Reactor longer for each request.
 *
 * <p>It is opened again and again until it is there. The driver opens it by waiting; done by the first request, that would
 * hold up an event loop and every request on it. A connection that is lost later is opened again by the driver itself,
 * without waiting.
 */
@Component
class RedisScripts implements DisposableBean {

    /** A script that stays in Redis, and is sent there again when Redis has forgotten it. */
    static final class Script {

        private final String text;
        private final String digest;

        private Script(String text, String digest) {
            this.text = text;
            this.digest = digest;
        }
    }

    /** Nothing can be asked of Redis at the moment. */
    static final class Away extends RuntimeException {

        private Away() {
            super("There is no connection to Redis", null, false, false);
        }
    }

    private static final Logger log = LoggerFactory.getLogger(RedisScripts.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final LettuceConnectionFactory redis;
    private final Disposable.Swap opening = Disposables.swap();
    private volatile @Nullable StatefulRedisConnection<String, String> connection;

    RedisScripts(LettuceConnectionFactory redis) {
        this.redis = redis;
    }

    @EventListener(ApplicationReadyEvent.class)
    void open() {
        opening.update(Mono.fromCallable(() -> ((RedisClient) redis.getRequiredNativeClient()).connect())
                .subscribeOn(Schedulers.boundedElastic())
                .doOnError(e -> log.debug("Redis cannot be reached", e))
                .retryWhen(Retry.fixedDelay(Long.MAX_VALUE, PAUSE))
                .subscribe(opened -> {
                    connection = opened;
                    log.info("Connected to Redis, counting requests");
                }));
    }

    @Override
    public void destroy() {
        opening.dispose();
        StatefulRedisConnection<String, String> open = connection;
        if (open != null) {
            open.close();
        }
    }

    /** Reads one of the gateway's own scripts. */
    static Script read(String name) {
        try {
            String text = new ClassPathResource("limits/" + name).getContentAsString(StandardCharsets.UTF_8);
            return new Script(text, digestOf(text));
        } catch (IOException e) {
            throw new IllegalStateException("The gateway's jar lacks " + name, e);
        }
    }

    /** Fails at once while there is no connection, and with the driver's time-out while Redis is silent. */
    <T> Mono<T> run(Script script, ScriptOutputType type, String[] keys, String... values) {
        return ask(commands -> Mono.<T>fromCompletionStage(() -> commands.evalsha(script.digest, type, keys, values))
                .onErrorResume(
                        RedisNoScriptException.class,
                        e -> Mono.fromCompletionStage(() -> commands.eval(script.text, type, keys, values))));
    }

    <T> Mono<T> ask(Function<RedisAsyncCommands<String, String>, Mono<T>> question) {
        StatefulRedisConnection<String, String> open = connection;
        return open == null ? Mono.error(new Away()) : question.apply(open.async());
    }

    private static String digestOf(String text) {
        return Base16.digest(text.getBytes(StandardCharsets.UTF_8));
    }
}
