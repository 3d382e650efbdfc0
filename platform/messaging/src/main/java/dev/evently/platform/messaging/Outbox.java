package dev.evently.platform.messaging;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where a transaction leaves its integration events.
 *
 * <p>An event is published if and only if the transaction commits: at least once, and in the order of appending for
 * events of one key whose transactions exclude one another, as those of one aggregate do. Not guaranteed: an order
 * between keys, or between transactions of one key that ran side by side.
 */
public class Outbox {

    private static final int UNSHARDED = 0;

    private final JdbcTemplate jdbc;
    private final JsonMapper json;
    private final Clock clock;
    private final OutboxSignal signal;
    private final TimeBasedEpochGenerator ids = Generators.timeBasedEpochGenerator();

    Outbox(JdbcTemplate jdbc, JsonMapper json, Clock clock, OutboxSignal signal) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
        this.signal = signal;
    }

    /** Appends an event in a database that is not sharded. */
    public void append(IntegrationEvent event) {
        append(UNSHARDED, event);
    }

    /**
     * Appends an event in the shard that the running transaction is bound to.
     *
     * @param bucket the virtual bucket of the aggregate, 0 to 1,023
     * @throws IllegalStateException outside a transaction
     */
    public void append(int bucket, IntegrationEvent event) {
        append(bucket, List.of(event));
    }

    /** Appends events of one bucket in their order, as {@link #append(int, IntegrationEvent)}. */
    public void append(int bucket, List<IntegrationEvent> events) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("An event may only be appended inside the transaction that causes it");
        }
        if (events.isEmpty()) {
            return;
        }
        Timestamp now = Timestamp.from(clock.instant());
        jdbc.batchUpdate(
                """
                INSERT INTO outbox (bucket, event_id, topic, record_key, type, subject, occurred_at, traceparent, data)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """, events.stream().map(event -> row(bucket, event, now)).toList());
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                signal.raise();
            }
        });
    }

    private Object[] row(int bucket, IntegrationEvent event, Timestamp now) {
        return new Object[] {
            bucket,
            ids.generate(),
            event.topic(),
            event.key(),
            event.type(),
            event.subject(),
            now,
            event.traceparent(),
            json.writeValueAsString(event.data())
        };
    }
}
