package dev.evently.booking.payment;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Work on several things side by side, each of which waits for somebody remote. */
final class Batch {

    private static final Logger log = LoggerFactory.getLogger(Batch.class);

    private Batch() {}

    /** Returns when all are through. One that fails is logged, hinders no other, and comes up again when its lease ends. */
    static <T> void each(List<T> items, Consumer<T> work) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            items.forEach(item -> threads.execute(() -> {
                try {
                    work.accept(item);
                } catch (RuntimeException e) {
                    log.error("{} failed and will be tried again", item, e);
                }
            }));
        }
    }
}
