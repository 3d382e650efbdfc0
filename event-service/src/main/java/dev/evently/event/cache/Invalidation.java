package dev.evently.event.cache;

import dev.evently.platform.messaging.IntegrationEvent;
import dev.evently.platform.messaging.Outbox;
import dev.evently.platform.messaging.Topics;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionTemplate;

/** Drops answers from Redis and has all instances drop them from their memory. */
@Service
class Invalidation {

    static final String TYPE = "dev.evently.event.CatalogueCacheInvalidated.v1";
    private static final String EVERYTHING = "all";

    private final CatalogueCache cache;
    private final Outbox outbox;
    private final TransactionOperations transaction;
    private final Clock clock;

    Invalidation(CatalogueCache cache, Outbox outbox, PlatformTransactionManager transactions, Clock clock) {
        this.cache = cache;
        this.outbox = outbox;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    /** What instances are told; about every event when there is no {@code eventId}. */
    record Order(@Nullable UUID eventId, Instant requestedAt) {}

    /**
     * Takes effect here at once, and on each other instance as soon as it hears of it. Redis is emptied first, so that
     * nobody who hears of it finds there what he has just dropped.
     *
     * @return false when Redis did not answer and may show again what it has once it does
     */
    boolean order(@Nullable UUID eventId) {
        boolean emptied = eventId == null
                ? cache.secondLevel().forgetAll()
                : cache.secondLevel().forget(eventId);
        if (eventId == null) {
            cache.forgetAll();
        } else {
            cache.forget(eventId);
        }
        String subject = eventId == null ? EVERYTHING : eventId.toString();
        Order order = new Order(eventId, clock.instant());
        transaction.executeWithoutResult(
                _ -> outbox.append(new IntegrationEvent(Topics.EVENTS, subject, TYPE, subject, order)));
        return emptied;
    }
}
