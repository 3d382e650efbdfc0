package dev.evently.identity.audit;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;

/** Reads what was taken down, the latest first, and forgets what is older than {@link #RETENTION}. */
@Service
class SecurityEvents {

    static final Duration RETENTION = Duration.ofDays(400);

    private static final int BATCH = 5_000;

    /**
     * What is looked for; null where anything will do.
     *
     * @param from the earliest instant
     * @param to the first instant that is too late
     */
    record Filter(
            @Nullable UUID accountId,
            @Nullable SecurityEventType type,
            @Nullable Instant from,
            @Nullable Instant to) {}

    /** Where a page begins: after the event at this instant with this id. */
    record Position(Instant at, UUID id) {}

    private final JdbcClient jdbc;
    private final Clock clock;

    SecurityEvents(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    List<SecurityEvent> list(Filter filter, @Nullable Position after, int limit) {
        StringBuilder sql = new StringBuilder(
                "SELECT id, at, type, account_id, session_id, client_id, region FROM security_event WHERE true");
        List<Object> params = new ArrayList<>();
        restrict(sql, params, " AND account_id = ?", filter.accountId());
        restrict(
                sql,
                params,
                " AND type = ?",
                filter.type() == null ? null : filter.type().name());
        restrict(sql, params, " AND at >= ?", filter.from() == null ? null : Timestamp.from(filter.from()));
        restrict(sql, params, " AND at < ?", filter.to() == null ? null : Timestamp.from(filter.to()));
        if (after != null) {
            sql.append(" AND (at, id) < (?, ?)");
            params.add(Timestamp.from(after.at()));
            params.add(after.id());
        }
        params.add(limit);
        return jdbc.sql(sql.append(" ORDER BY at DESC, id DESC LIMIT ?").toString())
                .params(params)
                .query((row, n) -> new SecurityEvent(
                        row.getObject("id", UUID.class),
                        row.getTimestamp("at").toInstant(),
                        SecurityEventType.valueOf(row.getString("type")),
                        row.getObject("account_id", UUID.class),
                        row.getObject("session_id", UUID.class),
                        row.getString("client_id"),
                        row.getString("region")))
                .list();
    }

    private static void restrict(StringBuilder sql, List<Object> params, String condition, @Nullable Object value) {
        if (value != null) {
            sql.append(condition);
            params.add(value);
        }
    }

    @Scheduled(fixedDelay = 1, initialDelay = 1, timeUnit = TimeUnit.HOURS)
    void forget() {
        int deleted;
        do {
            deleted = jdbc.sql("""
                    DELETE FROM security_event WHERE id IN (
                        SELECT id FROM security_event WHERE at < ? ORDER BY at LIMIT ? FOR UPDATE SKIP LOCKED)
                    """)
                    .params(Timestamp.from(clock.instant().minus(RETENTION)), BATCH)
                    .update();
        } while (deleted == BATCH);
    }
}
