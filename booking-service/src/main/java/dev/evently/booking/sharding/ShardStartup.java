package dev.evently.booking.sharding;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the shards' schemas up to date and agrees on the placement. A shard that does not answer is left out and tried
 * again until it does: its events cannot be sold meanwhile, all others can.
 */
final class ShardStartup implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ShardStartup.class);
    private static final Duration RETRY_INTERVAL = Duration.ofSeconds(2);

    /** A machine that starts everything at once can take longer than a time-out for a first connection. */
    private static final Duration PATIENCE_WITH_ALL = Duration.ofSeconds(60);

    private static final Duration PATIENCE_WITH_SOME = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final List<Shard> shards;
    private final ScheduledExecutorService retries = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("shard-startup").factory());

    ShardStartup(List<Shard> shards) {
        this.shards = List.copyOf(shards);
    }

    /** @throws IllegalStateException when no shard answers, or a placement names a shard that is not configured */
    BucketPlacement run() {
        List<Shard> answering = awaitShards();
        if (answering.isEmpty()) {
            throw new IllegalStateException(
                    "None of the " + shards.size() + " databases of evently.shards answers; check their addresses");
        }
        BucketPlacement placement = agree(answering);
        answering.forEach(shard -> publish(shard, placement));
        List<Shard> missing = new ArrayList<>(shards);
        missing.removeAll(answering);
        missing.forEach(shard -> log.error("{} does not answer; its events are not on sale until it does", shard.id()));
        missing.forEach(shard -> retryLater(shard, placement));
        return placement;
    }

    /** The shards that answer: all of them, or those that do when the patience with the others is at its end. */
    private List<Shard> awaitShards() {
        List<Shard> missing = new ArrayList<>(shards);
        long start = System.nanoTime();
        while (true) {
            missing.removeIf(Shard::migrate);
            Duration patience = missing.size() == shards.size() ? PATIENCE_WITH_ALL : PATIENCE_WITH_SOME;
            if (missing.isEmpty() || System.nanoTime() - start > patience.toNanos()) {
                return shards.stream().filter(shard -> !missing.contains(shard)).toList();
            }
            pause();
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for the shards", e);
        }
    }

    private BucketPlacement agree(List<Shard> answering) {
        List<BucketPlacement.Entry> copies = new ArrayList<>();
        answering.forEach(shard -> copies.addAll(new PlacementTable(shard.pool()).read()));
        BucketPlacement placement = copies.isEmpty() ? BucketPlacement.even(shards.size()) : BucketPlacement.of(copies);
        for (BucketPlacement.Entry entry : placement.entries()) {
            if (entry.shard().number() >= shards.size()) {
                throw new IllegalStateException("Buckets lie on " + entry.shard() + ", which evently.shards misses");
            }
        }
        return placement;
    }

    private static void publish(Shard shard, BucketPlacement placement) {
        new PlacementTable(shard.pool()).write(placement.entries());
        shard.open();
    }

    private void retryLater(Shard shard, BucketPlacement placement) {
        var _ = retries.schedule(() -> retry(shard, placement), RETRY_INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void retry(Shard shard, BucketPlacement placement) {
        try {
            if (shard.migrate()) {
                publish(shard, placement);
                log.info("{} answers; its events are on sale again", shard.id());
                return;
            }
        } catch (RuntimeException e) {
            log.error("{} cannot be brought up to date, trying again", shard.id(), e);
        }
        retryLater(shard, placement);
    }

    @Override
    public void close() {
        retries.shutdownNow();
    }
}
