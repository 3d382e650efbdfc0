package dev.evently.event.replica;

import dev.evently.platform.messaging.TraceHeader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** All replicas, each looked at by a thread of its own, so that one that hangs keeps no other from being seen. */
final class Replicas implements AutoCloseable {

    private static final int REMEMBERED_WRITERS = 10_000;

    private final List<Replica> replicas;
    private final Duration maxLag;
    private final RecentWrites writes = new RecentWrites(REMEMBERED_WRITERS);
    private final AtomicInteger turn = new AtomicInteger();
    private final List<ScheduledExecutorService> probes = new ArrayList<>();

    Replicas(List<Replica> replicas, ReplicaSettings.Use use) {
        this.replicas = List.copyOf(replicas);
        this.maxLag = use.maxLag();
        long interval = use.probeInterval().toMillis();
        for (Replica replica : replicas) {
            ScheduledExecutorService probe = Executors.newSingleThreadScheduledExecutor(
                    Thread.ofVirtual().name("replica-probe-" + replica.number()).factory());
            var _ = probe.scheduleWithFixedDelay(
                    TraceHeader.unrecorded().wrap(() -> look(replica)), 0, interval, TimeUnit.MILLISECONDS);
            probes.add(probe);
        }
    }

    private void look(Replica replica) {
        replica.look();
        // One that is in use is at most so far behind, and is not used when it was seen longer ago than that.
        writes.forgetBefore(System.nanoTime() - 2 * maxLag.toNanos());
    }

    List<Replica> all() {
        return replicas;
    }

    /** A replica that shows a caller all that he has written; null when only the primary does. They take turns. */
    @Nullable
    Replica chooseFor(@Nullable String caller) {
        long now = System.nanoTime();
        long required = writes.requiredBy(caller);
        int first = turn.getAndIncrement();
        for (int i = 0; i < replicas.size(); i++) {
            Replica replica = replicas.get(Math.floorMod(first + i, replicas.size()));
            if (replica.serves(now, required)) {
                return replica;
            }
        }
        return null;
    }

    /** Notes that the caller's write was committed by now. */
    void written(String caller) {
        writes.add(caller, System.nanoTime());
    }

    @Override
    public void close() {
        probes.forEach(ScheduledExecutorService::shutdownNow);
        replicas.forEach(Replica::close);
    }
}
