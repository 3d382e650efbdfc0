package dev.evently.booking.payment;

import static org.awaitility.Awaitility.await;

import dev.evently.booking.booking.BookingId;
import dev.evently.booking.booking.Bookings;
import dev.evently.booking.sharding.ShardId;
import dev.evently.booking.sharding.Shards;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Keeps bookings locked, so that a round which comes to one stands still while others line up behind it. */
final class Gate implements AutoCloseable {

    private final ShardId shard;
    private final Shards shards;
    private final Bookings bookings;
    private final JdbcClient jdbc;
    private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch opened = new CountDownLatch(1);

    Gate(ShardId shard, Shards shards, Bookings bookings, JdbcClient jdbc) {
        this.shard = shard;
        this.shards = shards;
        this.bookings = bookings;
        this.jdbc = jdbc;
    }

    /** Locks bookings of the shard until the gate opens. */
    void keep(BookingId... kept) throws Exception {
        CountDownLatch locked = new CountDownLatch(1);
        var _ = callers.submit(() -> shards.inTransaction(shard, () -> {
            Stream.of(kept).forEach(bookings::lock);
            locked.countDown();
            try {
                return opened.await(1, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }));
        locked.await();
    }

    /**
     * Lets the first task meet the closed gate, lines the others up behind it in their order, and opens.
     *
     * @param waiting how many stand in line
     */
    <T> List<Future<T>> together(IntSupplier waiting, List<Callable<T>> tasks) {
        List<Future<T>> running = new ArrayList<>();
        for (int n = 0; n < tasks.size(); n++) {
            int before = n;
            running.add(submit(tasks.get(n)));
            if (n == 0) {
                awaitSomebody();
            } else {
                await().until(() -> waiting.getAsInt() == before);
            }
        }
        open();
        return running;
    }

    <T> Future<T> submit(Callable<T> task) {
        return callers.submit(task);
    }

    /** Waits until a transaction stands before the gate. */
    void awaitSomebody() {
        await().until(() -> shards.inTransaction(
                shard, () -> jdbc.sql("""
                        SELECT count(*) FROM pg_stat_activity
                        WHERE wait_event_type = 'Lock' AND datname = current_database()
                        """).query(Long.class).single() > 0));
    }

    void open() {
        opened.countDown();
    }

    @Override
    public void close() {
        open();
        callers.close();
    }
}
