package dev.evently.booking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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

/**
 * Keeps locks on a shard. One that is barred lets nobody write into a table, so that a round which comes to it stands still
 * while others line up behind it.
 */
public final class Gate implements AutoCloseable {

    private final ShardId shard;
    private final Shards shards;
    private final JdbcClient jdbc;
    private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch opened = new CountDownLatch(1);

    public Gate(ShardId shard, Shards shards, JdbcClient jdbc) {
        this.shard = shard;
        this.shards = shards;
        this.jdbc = jdbc;
    }

    /** Keeps whatever locks these take until the gate opens. */
    public void keep(Runnable... locking) throws Exception {
        CountDownLatch locked = new CountDownLatch(1);
        Future<Boolean> keeper = callers.submit(() -> shards.inTransaction(shard, () -> {
            Stream.of(locking).forEach(Runnable::run);
            locked.countDown();
            try {
                return opened.await(1, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }));
        await().until(() -> locked.getCount() == 0 || keeper.isDone());
        assertThat(keeper.isDone()).as("the keeper of the gate has failed").isFalse();
    }

    /** Lets nobody write into a table until the gate opens. */
    public void bar(String table) throws Exception {
        keep(() -> jdbc.sql("LOCK TABLE " + table + " IN SHARE MODE").update());
    }

    /**
     * Lets the first task meet the closed gate, lines the others up behind it in their order, and opens.
     *
     * @param statement how the statement begins with which the first one comes to the gate
     * @param waiting how many stand in line
     */
    public <T> List<Future<T>> together(String statement, IntSupplier waiting, List<Callable<T>> tasks) {
        List<Future<T>> running = new ArrayList<>();
        for (int n = 0; n < tasks.size(); n++) {
            int before = n;
            running.add(submit(tasks.get(n)));
            if (n == 0) {
                awaitSomebody(statement);
            } else {
                await().until(() -> waiting.getAsInt() == before);
            }
        }
        open();
        return running;
    }

    public <T> Future<T> submit(Callable<T> task) {
        return callers.submit(task);
    }

    /** Waits until a transaction stands before the gate with a statement that begins like this. */
    public void awaitSomebody(String statement) {
        await().until(() -> shards.inTransaction(
                shard, () -> jdbc.sql("""
                                SELECT count(*) FROM pg_stat_activity
                                WHERE wait_event_type = 'Lock' AND datname = current_database()
                                  AND starts_with(query, ?)
                                """).param(statement).query(Long.class).single() > 0));
    }

    public void open() {
        opened.countDown();
    }

    @Override
    public void close() {
        open();
        callers.close();
    }
}
