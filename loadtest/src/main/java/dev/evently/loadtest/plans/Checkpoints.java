package dev.evently.loadtest.plans;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The sums of ledger entries that the ledger watch remembers. A shard that was filled by hand has none of them, which no
 * shard in use is ever without for longer than between two looks of the watch.
 */
final class Checkpoints {
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration LIMIT = Duration.ofMinutes(10);

    /** More entries than this are added up in one go only where no sum is remembered. */
    private static final String QUOTAS_WITHOUT = """
            SELECT count(*) FROM quota q
            LEFT JOIN ledger_checkpoint c ON c.bucket = q.bucket AND c.event_id = q.event_id AND c.quota_id = q.id
            WHERE EXISTS (SELECT 1 FROM ledger l
                          WHERE l.bucket = q.bucket AND l.event_id = q.event_id AND l.quota_id = q.id
                            AND l.id > coalesce(c.entry_id, 0)
                          OFFSET 100)
            """;

    private final Connection shard;

    Checkpoints(Connection shard) {
        this.shard = shard;
    }

    /** Waits until the running service has caught up with every quota. */
    void await() throws SQLException, IOException, InterruptedException {
        long begin = System.nanoTime();
        for (long missing = missing(); missing > 0; missing = missing()) {
            if (System.nanoTime() - begin > LIMIT.toNanos()) {
                throw new IOException(
                        "The ledger watch has not added up %d quotas within %d minutes; booking-service's log says why"
                                .formatted(missing, LIMIT.toMinutes()));
            }
            TimeUnit.NANOSECONDS.sleep(POLL.toNanos());
        }
    }

    private long missing() throws SQLException {
        try (Statement statement = shard.createStatement();
                ResultSet rows = statement.executeQuery(QUOTAS_WITHOUT)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
