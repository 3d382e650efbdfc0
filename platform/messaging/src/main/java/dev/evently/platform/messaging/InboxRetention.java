package dev.evently.platform.messaging;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Forgets event ids that no crash can bring a second time any more, a few thousand at a time. */
final class InboxRetention implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(InboxRetention.class);
    private static final int BATCH = 5_000;

    private final List<JdbcClient> databases;
    private final MessagingProperties settings;
    private final Clock clock;
    private final ScheduledExecutorService schedule = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("inbox-retention").factory());

    InboxRetention(Collection<DataSource> databases, MessagingProperties settings, Clock clock) {
        this.databases = databases.stream().map(JdbcClient::create).toList();
        this.settings = settings;
        this.clock = clock;
        var _ = schedule.scheduleWithFixedDelay(this::forgetOld, 10, 10, TimeUnit.MINUTES);
    }

    private void forgetOld() {
        try {
            databases.forEach(this::forgetOldIn);
        } catch (DataAccessException e) {
            log.warn("Old inbox entries stay for now: {}", e.toString());
        }
    }

    private void forgetOldIn(JdbcClient database) {
        int deleted;
        do {
            deleted = database.sql("""
                    DELETE FROM inbox WHERE (bucket, consumer, source, event_id) IN (
                        SELECT bucket, consumer, source, event_id FROM inbox
                        WHERE bucket BETWEEN 0 AND 1023 AND seen_at < ? ORDER BY seen_at LIMIT ?)
                    """)
                    .params(Timestamp.from(clock.instant().minus(settings.inboxRetention())), BATCH)
                    .update();
        } while (deleted == BATCH);
    }

    @Override
    public void close() {
        schedule.shutdownNow();
    }
}
