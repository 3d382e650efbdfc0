package dev.evently.event.replica;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * When each caller has last written through this instance, as far back as a replica in use may be behind.
 *
 * <p>When more callers write than are remembered one by one, all of them count as having written just now.
 */
final class RecentWrites {

    private final int most;
    private final long startedAt = System.nanoTime();
    private final Map<String, Long> lastWrite = new ConcurrentHashMap<>();
    private volatile @Nullable Long everybodyAt;

    RecentWrites(int most) {
        this.most = most;
    }

    /** Notes a write that was committed before {@code now}. */
    void add(String caller, long now) {
        if (lastWrite.size() >= most) {
            everybodyAt = now;
            lastWrite.clear();
        }
        lastWrite.merge(caller, now, (old, latest) -> latest - old > 0 ? latest : old);
    }

    /** The time whose commits the caller must see: that of his last write, or one that every replica in use is beyond. */
    long requiredBy(@Nullable String caller) {
        Long own = caller == null ? null : lastWrite.get(caller);
        Long everybody = everybodyAt;
        if (own == null) {
            return everybody == null ? startedAt - Duration.ofDays(1).toNanos() : everybody;
        }
        return everybody == null || own - everybody > 0 ? own : everybody;
    }

    /** Forgets writes before a time that every replica in use includes. */
    void forgetBefore(long time) {
        lastWrite.values().removeIf(written -> written - time < 0);
    }
}
