package dev.evently.platform.messaging;

import io.cloudevents.CloudEvent;
import java.sql.Timestamp;
import java.time.Clock;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Remembers which events had their effect, so that one delivered twice has it once. */
public class Inbox {

    private static final int UNSHARDED = 0;

    private final JdbcClient jdbc;
    private final Clock clock;

    Inbox(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Like {@link #firstSight(int, String, CloudEvent)}, in a database that is not sharded. */
    public boolean firstSight(String consumer, CloudEvent event) {
        return firstSight(UNSHARDED, consumer, event);
    }

    /**
     * Notes an event in the transaction of its effect.
     *
     * @param bucket the virtual bucket the effect belongs to, 0 to 1,023
     * @param consumer which of the service's consumers asks; each has its own memory
     * @return false when this consumer had the event before, and nothing is to be done
     * @throws IllegalStateException outside a transaction
     */
    public boolean firstSight(int bucket, String consumer, CloudEvent event) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("An event may only be noted inside the transaction of its effect");
        }
        return jdbc.sql("""
                INSERT INTO inbox (bucket, consumer, source, event_id, seen_at) VALUES (?, ?, ?, ?, ?)
                ON CONFLICT (bucket, consumer, source, event_id) DO NOTHING
                """)
                        .params(
                                bucket,
                                consumer,
                                event.getSource().toString(),
                                event.getId(),
                                Timestamp.from(clock.instant()))
                        .update()
                == 1;
    }
}
