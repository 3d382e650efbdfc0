package dev.evently.event.cache;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.stereotype.Service;

/** Has the events that start next in both levels before anybody asks for them. */
@Service
class Warming {

    /** Readers have the rest of the connections to the database. */
    private static final int AT_ONCE = 4;

    private final CatalogueCache cache;
    private final NextEvents next;

    Warming(CatalogueCache cache, NextEvents next) {
        this.cache = cache;
        this.next = next;
    }

    /**
     * What was done.
     *
     * @param events how many events were asked for
     * @param fetched how many of them were not in this instance's memory
     * @param failed how many of them could not be read
     */
    record Warmed(int events, int fetched, int failed) {}

    Warmed warm(int events) {
        List<UUID> ids = next.next(events);
        AtomicInteger fetched = new AtomicInteger();
        AtomicInteger failed = new AtomicInteger();
        Semaphore free = new Semaphore(AT_ONCE);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (UUID id : ids) {
                free.acquireUninterruptibly();
                threads.execute(() -> {
                    try {
                        if (cache.event(id).how() == Found.How.MISS) {
                            fetched.incrementAndGet();
                        }
                    } catch (RuntimeException e) {
                        failed.incrementAndGet();
                    } finally {
                        free.release();
                    }
                });
            }
        }
        return new Warmed(ids.size(), fetched.get(), failed.get());
    }
}
