package dev.evently.event.cache;

import dev.evently.platform.docs.ApiOperation;
import dev.evently.platform.security.Caller;
import dev.evently.platform.web.CommonProblem;
import dev.evently.platform.web.ProblemException;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The catalogue's cache for administrators: as the answering instance sees it, but for what is in Redis. */
@RestController
@RequestMapping("/api/v1/admin/cache")
class CacheController {

    private static final int USUALLY_WARMED = 100;
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private final CatalogueCache cache;
    private final CatalogueNews news;
    private final Invalidation invalidation;
    private final Warming warming;

    CacheController(CatalogueCache cache, CatalogueNews news, Invalidation invalidation, Warming warming) {
        this.cache = cache;
        this.news = news;
        this.invalidation = invalidation;
        this.warming = warming;
    }

    /**
     * Both levels.
     *
     * @param listening whether this instance hears of changes that others make
     */
    record CacheView(boolean listening, List<FirstLevelView> firstLevel, SecondLevelView secondLevel) {}

    /**
     * A part of this instance's memory.
     *
     * @param of what is in it
     * @param hits readers who found an answer in it
     * @param misses readers who waited until one was fetched
     * @param stale answers given for want of a newer one
     * @param fetched how often an answer was fetched from the second level or the database
     * @param oldestMillis how long ago the oldest answer was read from the database; null without any
     */
    record FirstLevelView(
            String of,
            long hits,
            long misses,
            double hitRatio,
            long stale,
            long fetched,
            long entries,
            long bytes,
            @Nullable Long oldestMillis) {

        static FirstLevelView of(FirstLevel<?> level) {
            Duration oldest = level.oldest();
            return new FirstLevelView(
                    level.name(),
                    level.hits(),
                    level.misses(),
                    ratio(level.hits(), level.misses()),
                    level.stale(),
                    level.fetched(),
                    level.entries(),
                    level.bytes(),
                    oldest == null ? null : oldest.toMillis());
        }
    }

    /**
     * Redis. The counts are those of this instance, the entries those of all.
     *
     * @param misses how often the database was asked instead
     * @param failures questions that were not answered in time
     */
    record SecondLevelView(
            boolean up,
            long hits,
            long misses,
            double hitRatio,
            long writes,
            long failures,
            @Nullable Long entries) {

        static SecondLevelView of(SecondLevel level) {
            Long entries = level.entries();
            return new SecondLevelView(
                    level.isUp(),
                    level.hits(),
                    level.misses(),
                    ratio(level.hits(), level.misses()),
                    level.writes(),
                    level.failures(),
                    entries);
        }
    }

    /** What to warm; {@code events} how many, 1 to 1,000. */
    record Warm(@Nullable @Min(1) @Max(1_000) Integer events) {}

    /** What to drop; everything without an {@code eventId}. */
    record Invalidate(@Nullable UUID eventId) {}

    @GetMapping
    @ApiOperation(id = "readCache", summary = "Tells how the cache of the catalogue does")
    CacheView show(Caller caller) {
        requireAdmin(caller);
        return new CacheView(
                news.isListening(),
                cache.firstLevels().stream().map(FirstLevelView::of).toList(),
                SecondLevelView.of(cache.secondLevel()));
    }

    @PostMapping("/warm")
    @ApiOperation(id = "warmCache", summary = "Reads the next events into the cache", success = 200)
    Warming.Warmed warm(@Valid @RequestBody(required = false) @Nullable Warm request, Caller caller) {
        requireAdmin(caller);
        Integer events = request == null ? null : request.events();
        return warming.warm(events == null ? USUALLY_WARMED : events);
    }

    /** Answers the order that other instances hear of a moment later. */
    @PostMapping("/invalidate")
    @ApiOperation(
            id = "invalidateCache",
            summary = "Drops an event, or everything, from the caches of all instances",
            success = 202)
    ResponseEntity<Invalidate> invalidate(
            @Valid @RequestBody(required = false) @Nullable Invalidate request, Caller caller) {
        requireAdmin(caller);
        Invalidate order = request == null ? new Invalidate(null) : request;
        if (!invalidation.order(order.eventId())) {
            throw new ProblemException(
                            CommonProblem.UNAVAILABLE,
                            "The instances have been told, but Redis did not answer and may show again what it has: repeat this")
                    .retryAfter(RETRY_AFTER);
        }
        return ResponseEntity.accepted().body(order);
    }

    private static double ratio(long hits, long misses) {
        long all = hits + misses;
        return all == 0 ? 0 : Math.round(1_000.0 * hits / all) / 1_000.0;
    }

    private static void requireAdmin(Caller caller) {
        if (!caller.isAdmin()) {
            throw new ProblemException(CommonProblem.FORBIDDEN);
        }
    }
}
