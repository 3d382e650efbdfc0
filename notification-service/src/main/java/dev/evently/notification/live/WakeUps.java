package dev.evently.notification.live;

import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.redisson.api.RBatch;
import org.redisson.api.RTopic;
import org.redisson.api.RTopicAsync;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Tells the other instances, through Redis, whose feed has grown.
 *
 * <p>Best effort: while Redis is away nothing is told and nothing is lost, because each instance also looks by itself.
 */
@Component
class WakeUps {

    static final String CHANNEL = "evently:notification:wake-ups";
    private static final Logger log = LoggerFactory.getLogger(WakeUps.class);

    private final RedissonClient redis;
    private final Lock subscribing = new ReentrantLock();
    private volatile boolean listening;

    WakeUps(RedissonClient redis) {
        this.redis = redis;
    }

    /** Subscribes unless it has or is about to; called again and again until Redis is there. May wait for Redis. */
    void listen(Consumer<UUID> woken) {
        if (!subscribing.tryLock()) {
            return;
        }
        try {
            if (listening) {
                return;
            }
            channel().addListener(String.class, (channel, userId) -> woken.accept(UUID.fromString(userId)));
            listening = true;
            log.info("Wake-ups of other instances are heard");
        } catch (RuntimeException e) {
            log.debug("Redis is away: {}", e.toString());
        } finally {
            subscribing.unlock();
        }
    }

    /** Sends one message for each user, all at once. Does not wait, and does nothing before Redis was reached once. */
    void announce(Set<UUID> userIds) {
        if (listening) {
            RBatch messages = redis.createBatch();
            RTopicAsync channel = messages.getTopic(CHANNEL, StringCodec.INSTANCE);
            for (UUID userId : userIds) {
                var _ = channel.publishAsync(userId.toString());
            }
            messages.executeAsync().whenComplete((receivers, failure) -> {
                if (failure != null) {
                    log.debug("Redis is away: {}", failure.toString());
                }
            });
        }
    }

    private RTopic channel() {
        return redis.getTopic(CHANNEL, StringCodec.INSTANCE);
    }
}
