package dev.evently.platform.messaging;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
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

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Clock clock;
    private final OutboxSignal signal;
    private final TimeBasedEpochGenerator ids = Generators.timeBasedEpochGenerator();

    Outbox(JdbcClient jdbc, JsonMapper json, Clock clock, OutboxSignal signal) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
        this.signal = signal;
    }

    /** Appends an event in a database that is not sharded. */
    public void append(IntegrationEvent event) {
        append(UNSHARDED, event);
    }

    /** Appends events in their order in a database that is not sharded. */
    public void append(List<IntegrationEvent> events) {
        append(UNSHARDED, events);
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
        appendAll(events.stream().map(event -> new Sharded(bucket, event)).toList());
    }

    /** An event and the virtual bucket of its aggregate. */
    public record Sharded(int bucket, IntegrationEvent event) {}

    /** Appends events of several buckets of one shard in their order, as {@link #append(int, IntegrationEvent)}. */
    public void appendAll(List<Sharded> sharded) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("An event may only be appended inside the transaction that causes it");
        }
        if (sharded.isEmpty()) {
            return;
        }
        List<IntegrationEvent> events = sharded.stream().map(Sharded::event).toList();
        jdbc.sql("""
                INSERT INTO outbox (bucket, event_id, topic, record_key, type, subject, occurred_at, traceparent, data)
                SELECT bucket, event_id, topic, record_key, type, subject, :now, traceparent, data
                FROM unnest(:buckets::int[], :ids::uuid[], :topics::text[], :keys::text[], :types::text[], :subjects::text[],
                            :traceparents::text[], :data::text[])
                    WITH ORDINALITY
                    AS event (bucket, event_id, topic, record_key, type, subject, traceparent, data, position)
                ORDER BY event.position
                """)
                .param("buckets", sharded.stream().map(Sharded::bucket).toArray(Integer[]::new))
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .param("ids", events.stream().map(event -> ids.generate()).toArray(UUID[]::new))
                .param("topics", texts(events, IntegrationEvent::topic))
                .param("keys", texts(events, IntegrationEvent::key))
                .param("types", texts(events, IntegrationEvent::type))
                .param("subjects", texts(events, IntegrationEvent::subject))
                .param("traceparents", texts(events, IntegrationEvent::traceparent))
                .param("data", texts(events, event -> json.writeValueAsString(event.data())))
                .update();
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                signal.raise();
            }
        });
    }

    private static String[] texts(List<IntegrationEvent> events, Function<IntegrationEvent, @Nullable String> text) {
        return events.stream().map(text).toArray(String[]::new);
    }
}
