package dev.evently.gateway.limits;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.data.redis.connection.ReactiveRedisConnectionFactory;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;

/**
 * Opens the gateway's one connection to Redis, again and again until it is there. The driver opens it by waiting; done by
 * the first request, that would hold up an event loop and every request on it. A connection that is lost later is opened
 * again by the driver itself, without waiting.
 */
@Component
class RedisLink implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(RedisLink.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final ReactiveRedisConnectionFactory redis;
    private final Disposable.Swap opening = Disposables.swap();
    private volatile boolean opened;

    RedisLink(ReactiveRedisConnectionFactory redis) {
        this.redis = redis;
    }

    /** Whether there is a connection that may be used; it may be broken at the moment. */
    boolean isOpened() {
        return opened;
    }

    @EventListener(ApplicationReadyEvent.class)
    void open() {
        opening.update(Mono.fromCallable(redis::getReactiveConnection)
                .subscribeOn(Schedulers.boundedElastic())
                .doOnError(e -> log.debug("Redis cannot be reached", e))
                .retryWhen(Retry.fixedDelay(Long.MAX_VALUE, PAUSE))
                .subscribe(connection -> {
                    opened = true;
                    log.info("Connected to Redis, counting requests");
                }));
    }

    @Override
    public void destroy() {
        opening.dispose();
    }
}
