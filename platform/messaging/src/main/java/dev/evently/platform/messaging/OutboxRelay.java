package dev.evently.platform.messaging;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.context.Scope;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Moves the outbox of one database to Kafka.
 *
 * <p>One relay per database is at work at a time: it holds an advisory lock for as long as its transaction, so a dead
 * instance hands over at once and a transaction-mode pooler does not get in the way. A batch is read in the order of
 * appending, sent, acknowledged by Kafka and then deleted in the transaction that read it. Whatever dies in between, the
 * rows are still there and are sent again, from the oldest on.
 *
 * <p>A row that Kafka will never take (too large) is parked with its reason, so that it stops nobody.
 */
final class OutboxRelay {

    /** The key of the lock is a name in this database alone: "outbox" in ASCII. */
    static final long LOCK = 0x6f7574626f78L;

    private static final int BUCKETS = 1_024;
    /** Another instance has the lock, and may have read before what this one was woken for was committed. */
    private static final int BUSY = -1;

    private static final Duration RETRY_DELAY = Duration.ofSeconds(1);
    private static final Logger log = LoggerFactory.getLogger(OutboxRelay.class);

    private final String name;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Supplier<Producer<String, byte[]>> producers;
    private final URI source;
    private final MessagingProperties settings;
    private final OutboxSignal.Waiter waiter;
    private final Counter published;

    private @Nullable Thread thread;
    private @Nullable Producer<String, byte[]> producer;
    private volatile boolean running;

    OutboxRelay(
            String name,
            DataSource database,
            Supplier<Producer<String, byte[]>> producers,
            URI source,
            MessagingProperties settings,
            OutboxSignal signal,
            MeterRegistry metrics) {
        this.name = name;
        this.jdbc = JdbcClient.create(database);
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(database));
        this.producers = producers;
        this.source = source;
        this.settings = settings;
        this.waiter = signal.newWaiter();
        this.published = Counter.builder("evently.outbox.published")
                .description("Events that Kafka has taken")
                .tag("database", name)
                .register(metrics);
    }

    /** Begins, or begins again after {@link #stop}. */
    void start() {
        running = true;
        thread = Thread.ofVirtual().name("outbox-relay-" + name).start(this::run);
    }

    private void run() {
        // Looking for rows is nothing that anybody asked for; sending one is recorded in the trace of what caused it.
        try (Scope _ = TraceHeader.unrecorded().makeCurrent()) {
            relay();
        }
    }

    private void relay() {
        while (running) {
            try {
                int moved = relayBatch();
                if (moved == settings.batchSize()) {
                    continue;
                }
                if (moved != 0) {
                    Thread.sleep(settings.linger());
                }
                if (moved != BUSY) {
                    waiter.await(settings.pollInterval());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            } catch (RuntimeException e) {
                log.warn("Outbox {} cannot be relayed now, trying again: {}", name, e.toString());
                dropProducer();
                pause();
            }
        }
        dropProducer();
    }

    /** How many rows were moved, or {@link #BUSY}. */
    private int relayBatch() {
        Integer moved = transaction.execute(status -> {
            if (!begin()) {
                return BUSY;
            }
            List<OutboxRow> batch = jdbc.sql("""
                    SELECT bucket, position, event_id, topic, record_key, type, subject, occurred_at, traceparent, data
                    FROM outbox
                    WHERE bucket BETWEEN 0 AND ? AND parked_because IS NULL
                    ORDER BY position
                    LIMIT ?
                    """)
                    .params(BUCKETS - 1, settings.batchSize())
                    .query(OutboxRow::read)
                    .list();
            if (!batch.isEmpty()) {
                delete(publish(batch));
            }
            return batch.size();
        });
        return moved == null ? 0 : moved;
    }

    /**
     * Becomes the one relay of this outbox until the transaction ends.
     *
     * <p>From here on rows are found by an index. PostgreSQL keeps plans, and most of them are made while the outbox is empty:
     * they would read all of it again and again in a rush, and what was deleted since the last vacuum as well.
     *
     * @return whether no other instance is that relay
     */
    private boolean begin() {
        return jdbc.sql("SELECT pg_try_advisory_xact_lock(?) FROM set_config('enable_seqscan', 'off', true)")
                .param(LOCK)
                .query(Boolean.class)
                .single();
    }

    /** Sends a batch and waits for Kafka; what comes back was stored there. */
    private List<OutboxRow> publish(List<OutboxRow> batch) {
        Map<OutboxRow, Future<RecordMetadata>> sent = send(batch, producer(), source);
        List<OutboxRow> stored = new ArrayList<>(batch.size());
        long deadline = System.nanoTime() + settings.sendTimeout().toNanos();
        for (Map.Entry<OutboxRow, Future<RecordMetadata>> entry : sent.entrySet()) {
            try {
                entry.getValue().get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
                stored.add(entry.getKey());
            } catch (ExecutionException e) {
                if (!isHopeless(e.getCause())) {
                    throw new IllegalStateException(
                            "Kafka did not take " + entry.getKey().eventId(), e.getCause());
                }
                park(entry.getKey(), String.valueOf(e.getCause()));
            } catch (TimeoutException e) {
                throw new IllegalStateException("Kafka took longer than " + settings.sendTimeout(), e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("Stopped while sending", e);
            }
        }
        published.increment(stored.size());
        return stored;
    }

    /**
     * Gives rows to the producer, up to the first that it refuses at once for a reason that passes: it waits for the
     * topic's metadata and gives up, and would take the next row, of the same key perhaps, if Kafka came back meanwhile.
     */
    static Map<OutboxRow, Future<RecordMetadata>> send(
            List<OutboxRow> batch, Producer<String, byte[]> kafka, URI source) {
        Map<OutboxRow, Future<RecordMetadata>> sent = new LinkedHashMap<>();
        for (OutboxRow row : batch) {
            Future<RecordMetadata> answer;
            try (Scope _ = TraceHeader.context(row.traceparent()).makeCurrent()) {
                answer = kafka.send(row.toRecord(source));
            }
            sent.put(row, answer);
            if (answer.state() == Future.State.FAILED && !isHopeless(answer.exceptionNow())) {
                break;
            }
        }
        return sent;
    }

    private static boolean isHopeless(@Nullable Throwable cause) {
        return cause instanceof RecordTooLargeException || cause instanceof SerializationException;
    }

    private void park(OutboxRow row, String reason) {
        log.error("Event {} of type {} cannot be published and is parked: {}", row.eventId(), row.type(), reason);
        jdbc.sql("UPDATE outbox SET parked_because = ? WHERE bucket = ? AND position = ?")
                .params(reason, row.bucket(), row.position())
                .update();
    }

    private void delete(List<OutboxRow> rows) {
        jdbc.sql("""
                DELETE FROM outbox
                WHERE (bucket, position) IN (SELECT * FROM unnest(?::int[], ?::bigint[]))
                """)
                .params(
                        rows.stream().map(OutboxRow::bucket).toArray(Integer[]::new),
                        rows.stream().map(OutboxRow::position).toArray(Long[]::new))
                .update();
    }

    private Producer<String, byte[]> producer() {
        Producer<String, byte[]> open = producer;
        if (open == null) {
            open = producers.get();
            producer = open;
        }
        return open;
    }

    /**
     * Gives up what the producer still holds. A batch that failed half-way is sent again from its first row by a fresh
     * producer, so that a key's first sighting of each event stays in order.
     */
    private void dropProducer() {
        Producer<String, byte[]> open = producer;
        producer = null;
        if (open != null) {
            open.close(Duration.ZERO);
        }
    }

    private void pause() {
        try {
            Thread.sleep(RETRY_DELAY);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Lets the batch at hand finish. */
    void stop() throws InterruptedException {
        running = false;
        waiter.wake();
        Thread working = thread;
        if (working != null && !working.join(settings.sendTimeout())) {
            working.interrupt();
        }
    }
}
