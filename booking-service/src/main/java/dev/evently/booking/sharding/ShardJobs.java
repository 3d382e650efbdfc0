package dev.evently.booking.sharding;

import dev.evently.platform.messaging.TraceHeader;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Runs each {@link ShardJob} for each shard, apart from all others, while the service is up. */
@Component
final class ShardJobs implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(ShardJobs.class);
    private static final int STOP_SECONDS = 5;

    private final List<ShardJob> jobs;
    private final Shards shards;
    private final List<ScheduledExecutorService> running = new ArrayList<>();

    ShardJobs(List<ShardJob> jobs, Shards shards) {
        this.jobs = List.copyOf(jobs);
        this.shards = shards;
    }

    @Override
    public void start() {
        jobs.forEach(job -> shards.all().forEach(shard -> start(job, shard)));
    }

    private void start(ShardJob job, ShardId shard) {
        ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
                Thread.ofVirtual().name(job.name() + "-" + shard.number()).factory());
        long interval = job.interval().toMillis();
        var _ = thread.scheduleWithFixedDelay(
                TraceHeader.unrecorded().wrap(() -> run(job, shard)), interval, interval, TimeUnit.MILLISECONDS);
        running.add(thread);
    }

    private static void run(ShardJob job, ShardId shard) {
        try {
            job.run(shard);
        } catch (ShardUnavailableException e) {
            log.warn("{} waits: {}", job.name(), e.getMessage());
        } catch (RuntimeException e) {
            log.error("{} failed on {}, trying again", job.name(), shard, e);
        }
    }

    @Override
    public void stop() {
        running.forEach(ScheduledExecutorService::shutdown);
        try {
            for (ScheduledExecutorService thread : running) {
                if (!thread.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                    thread.shutdownNow();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        running.clear();
    }

    @Override
    public boolean isRunning() {
        return !running.isEmpty();
    }
}
