package dev.evently.event.cache;

import com.github.benmanes.caffeine.cache.AsyncCacheLoader;
import com.github.benmanes.caffeine.cache.AsyncLoadingCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import dev.evently.event.cache.Found.How;
import dev.evently.platform.web.CommonProblem;
import dev.evently.platform.web.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers in this instance's memory.
 *
 * <p>However many ask for one at once, it is fetched once. An answer that is getting old is fetched anew while readers go
 * on getting it; one that is too old for that is waited for, for a moment, and still given when nothing newer is to be had.
 */
public final class FirstLevel<K> {

    private static final Logger log = LoggerFactory.getLogger(FirstLevel.class);
    private static final Duration RETRY = Duration.ofSeconds(1);
    /** What an answer takes besides its text. */
    private static final int OVERHEAD_BYTES = 512;

    /** An answer and the moment since when it was being fetched. */
    private record Taken(PublicAnswer answer, Instant at) {}

    private final String name;
    private final CacheSettings settings;
    private final Clock clock;
    private final Function<K, PublicAnswer> fetch;
    private final AsyncLoadingCache<K, Taken> kept;
    private final LongAdder hits = new LongAdder();
    private final LongAdder misses = new LongAdder();
    private final LongAdder stale = new LongAdder();
    private final LongAdder fetched = new LongAdder();
    private volatile boolean failing;

    FirstLevel(String name, CacheSettings settings, Clock clock, Executor executor, Function<K, PublicAnswer> fetch) {
        this.name = name;
        this.settings = settings;
        this.clock = clock;
        this.fetch = fetch;
        this.kept = Caffeine.newBuilder()
                .ticker(() -> ChronoUnit.NANOS.between(Instant.EPOCH, clock.instant()))
                .executor(executor)
                .maximumWeight(settings.maxSize().toBytes())
                .weigher((K _, Taken taken) -> taken.answer().json().length + OVERHEAD_BYTES)
                .expireAfter(Expiry.<K, Taken>writing((_, taken) -> lifeOf(taken.answer())))
                .refreshAfterWrite(settings.refreshAfter())
                .buildAsync(new Fetching());
    }

    /**
     * Finds an answer.
     *
     * @throws RuntimeException what fetching it has thrown, when there is none to give instead
     */
    public Found get(K key) {
        CompletableFuture<Taken> present = kept.get(key);
        boolean waits = !present.isDone();
        Taken taken = await(present);
        if (waits) {
            misses.increment();
            return found(taken, How.MISS);
        }
        if (age(taken.at()).compareTo(settings.longest()) <= 0) {
            hits.increment();
            return found(taken, How.HIT);
        }
        Taken newer = newer(key, taken);
        if (newer.at().isAfter(taken.at())) {
            misses.increment();
            return found(newer, How.MISS);
        }
        hits.increment();
        return stale(taken);
    }

    /** Drops an answer; one that is being fetched goes to those who wait for it and is not kept. */
    void forget(K key) {
        kept.synchronous().invalidate(key);
    }

    void forgetAll() {
        kept.synchronous().invalidateAll();
    }

    /** Waits for the answer that is being fetched anew; without, the old one. */
    private Taken newer(K key, Taken old) {
        if (failing) {
            return old;
        }
        try {
            return kept.synchronous().refresh(key).get(settings.patience().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException e) {
            failed(e);
            return old;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return old;
        }
    }

    private Found stale(Taken taken) {
        if (age(taken.answer().readAt()).compareTo(settings.staleIfError()) > 0) {
            throw new ProblemException(CommonProblem.UNAVAILABLE).retryAfter(RETRY);
        }
        return found(taken, How.STALE);
    }

    private Found found(Taken taken, How how) {
        Duration age = age(taken.answer().readAt());
        // The second level gives what it has when the database is away.
        boolean old =
                how == How.STALE || age.compareTo(settings.shared().freshFor().plus(settings.longest())) > 0;
        if (old) {
            stale.increment();
        }
        return new Found(taken.answer(), old ? How.STALE : how, age);
    }

    private static Taken await(CompletableFuture<Taken> coming) {
        try {
            return coming.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TimeoutException) {
                throw new ProblemException(CommonProblem.UNAVAILABLE).retryAfter(RETRY);
            }
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while an answer was fetched", e);
        }
    }

    private Duration age(Instant since) {
        return Duration.between(since, clock.instant());
    }

    private Duration lifeOf(PublicAnswer answer) {
        return answer.isAbsent() ? settings.absentFor() : settings.staleIfError();
    }

    private void failed(Throwable failure) {
        if (!failing) {
            log.warn("No newer {} for the moment, giving what there is: {}", name, failure.toString());
        }
        failing = true;
    }

    /** Each on a thread of its own, with neither the caller nor the transaction of who asks. */
    private final class Fetching implements AsyncCacheLoader<K, Taken> {

        @Override
        public CompletableFuture<Taken> asyncLoad(K key, Executor executor) {
            Instant now = clock.instant();
            return CompletableFuture.supplyAsync(() -> take(key, now), executor)
                    .orTimeout(settings.loadTimeout().toNanos(), TimeUnit.NANOSECONDS);
        }

        /** One that fails is tried again after the usual time, not with each reader. */
        @Override
        public CompletableFuture<Taken> asyncReload(K key, Taken old, Executor executor) {
            return asyncLoad(key, executor).exceptionally(failure -> {
                failed(failure);
                return old;
            });
        }

        private Taken take(K key, Instant since) {
            PublicAnswer answer = fetch.apply(key);
            fetched.increment();
            failing = false;
            return new Taken(answer, since);
        }
    }

    String name() {
        return name;
    }

    /** Readers who found an answer here. */
    long hits() {
        return hits.sum();
    }

    /** Readers who waited until one was fetched, by themselves or by somebody else. */
    long misses() {
        return misses.sum();
    }

    /** Answers given for want of a newer one. */
    long stale() {
        return stale.sum();
    }

    /** How often an answer was fetched, for a reader or beside one. */
    long fetched() {
        return fetched.sum();
    }

    long entries() {
        return kept.synchronous().estimatedSize();
    }

    long bytes() {
        return kept.synchronous()
                .policy()
                .eviction()
                .orElseThrow()
                .weightedSize()
                .orElse(0);
    }

    /** How long ago the oldest answer was read from the database; null when there is none. */
    @Nullable
    Duration oldest() {
        return kept.synchronous().asMap().values().stream()
                .map(taken -> taken.answer().readAt())
                .min(Comparator.naturalOrder())
                .map(this::age)
                .orElse(null);
    }
}
