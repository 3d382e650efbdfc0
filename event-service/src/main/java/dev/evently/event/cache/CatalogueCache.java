package dev.evently.event.cache;

import dev.evently.event.replica.SharedReads;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.redisson.api.RedissonClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * What the public is answered of the catalogue. Events are kept in two levels; lists in the first alone, because a list
 * is another with each event that changes.
 */
@Component
public class CatalogueCache {

    /** The name under which replicas know who reads lists. */
    private static final String LISTS = "lists";

    private final ExecutorService executor = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("cache-", 0).factory());
    private final CacheSettings settings;
    private final Clock clock;
    private final SharedReads reads;
    private final MeterRegistry metrics;
    private final SecondLevel shared;
    private final CachedEvents source;
    private final FirstLevel<UUID> events;
    private final List<FirstLevel<?>> lists = new CopyOnWriteArrayList<>();

    CatalogueCache(
            PublicEvents database,
            RedissonClient redis,
            SharedReads reads,
            CacheSettings settings,
            Clock clock,
            MeterRegistry metrics) {
        this.settings = settings;
        this.clock = clock;
        this.reads = reads;
        this.metrics = metrics;
        this.shared = new SecondLevel(redis, settings, executor);
        this.source = new CachedEvents(database, shared, reads, settings, clock);
        this.events = measured(new FirstLevel<>("events", settings, clock, executor, source::fetch));
        count("evently.cache.shared.hits", "Events found in Redis", shared, SecondLevel::hits);
        count("evently.cache.shared.misses", "Events not found in Redis", shared, SecondLevel::misses);
        count("evently.cache.shared.failures", "Questions that Redis left open", shared, SecondLevel::failures);
        Gauge.builder("evently.cache.shared.up", shared, level -> level.isUp() ? 1 : 0)
                .description("1 while Redis answers, 0 while this instance goes on without it")
                .register(metrics);
    }

    /** Finds what the public sees of an event. */
    public Found event(UUID eventId) {
        return events.get(eventId);
    }

    /**
     * Makes a first level for pages of a list of events, which any change of an event empties.
     *
     * @param read reads a page from the database as the public may see it
     */
    public <K> FirstLevel<K> lists(Function<K, PublicAnswer> read) {
        FirstLevel<K> level = measured(
                new FirstLevel<>(LISTS, settings, clock, executor, page -> reads.read(LISTS, () -> read.apply(page))));
        lists.add(level);
        return level;
    }

    /** Who has written sees it from now on, as everybody does through this instance. */
    @TransactionalEventListener
    void committed(EventChanged change) {
        changed(change.eventId(), change.version());
    }

    /** Hears of a version that an instance has committed; what this one has noted already drops nothing once more. */
    void heard(UUID eventId, long version) {
        if (!source.knows(eventId, version)) {
            changed(eventId, version);
        }
    }

    private void changed(UUID eventId, long version) {
        source.changed(eventId, version);
        reads.changed(LISTS);
        events.forget(eventId);
        lists.forEach(FirstLevel::forgetAll);
        shared.supersede(eventId, version);
    }

    /** Drops an event, and every list, from this instance's memory. */
    void forget(UUID eventId) {
        events.forget(eventId);
        lists.forEach(FirstLevel::forgetAll);
    }

    /** Drops everything from this instance's memory. */
    void forgetAll() {
        firstLevels().forEach(FirstLevel::forgetAll);
    }

    List<FirstLevel<?>> firstLevels() {
        List<FirstLevel<?>> all = new ArrayList<>(lists);
        all.addFirst(events);
        return all;
    }

    SecondLevel secondLevel() {
        return shared;
    }

    private <K> FirstLevel<K> measured(FirstLevel<K> level) {
        count("evently.cache.hits", "Readers who found an answer in memory", level, FirstLevel::hits);
        count("evently.cache.misses", "Readers who waited for an answer", level, FirstLevel::misses);
        count("evently.cache.stale", "Answers given for want of a newer one", level, FirstLevel::stale);
        count("evently.cache.fetched", "Answers fetched", level, FirstLevel::fetched);
        Gauge.builder("evently.cache.bytes", level, FirstLevel::bytes)
                .description("Size of the answers in memory")
                .tag("of", level.name())
                .register(metrics);
        return level;
    }

    private <K> void count(String name, String description, FirstLevel<K> level, ToDoubleFunction<FirstLevel<K>> of) {
        FunctionCounter.builder(name, level, of)
                .description(description)
                .tag("of", level.name())
                .register(metrics);
    }

    private void count(String name, String description, SecondLevel level, ToDoubleFunction<SecondLevel> of) {
        FunctionCounter.builder(name, level, of).description(description).register(metrics);
    }

    @PreDestroy
    void stop() {
        executor.shutdownNow();
    }
}
