package dev.evently.booking.inventory.persistence;

import static java.time.ZoneOffset.UTC;

import dev.evently.booking.inventory.LedgerEntry;
import dev.evently.booking.inventory.Quota;
import dev.evently.booking.inventory.Quotas;
import dev.evently.booking.sharding.Bucket;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcQuotas implements Quotas {

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;

    JdbcQuotas(JdbcClient jdbc, JdbcTemplate batches) {
        this.jdbc = jdbc;
        this.batches = batches;
    }

    @Override
    public void sell(Bucket bucket, UUID eventId, UUID quotaId, int places) {
        exactlyOne(jdbc.sql("""
                UPDATE quota SET held = held - :places, sold = sold + :places
                WHERE bucket = :bucket AND event_id = :event AND id = :quota
                """)
                .param("places", places)
                .param("bucket", bucket.value())
                .param("event", eventId)
                .param("quota", quotaId)
                .update());
    }

    @Override
    public List<Quota> lock(Bucket bucket, UUID eventId, Collection<UUID> quotaIds) {
        return jdbc.sql("""
                SELECT * FROM quota
                WHERE bucket = :bucket AND event_id = :event AND id IN (:quotas)
                ORDER BY id FOR UPDATE
                """)
                .param("bucket", bucket.value())
                .param("event", eventId)
                .param("quotas", quotaIds)
                .query(JdbcQuotas::read)
                .list();
    }

    @Override
    public List<Quota> lockAll(Bucket bucket, UUID eventId) {
        return jdbc.sql("SELECT * FROM quota WHERE bucket = :bucket AND event_id = :event ORDER BY id FOR UPDATE")
                .param("bucket", bucket.value())
                .param("event", eventId)
                .query(JdbcQuotas::read)
                .list();
    }

    @Override
    public void insert(Bucket bucket, UUID eventId, Quota quota) {
        jdbc.sql("""
                INSERT INTO quota (bucket, event_id, id, name, capacity, wanted_capacity,
                                   available, held, sold, blocked, closed)
                VALUES (:bucket, :event, :id, :name, :capacity, :wanted, :available, :held, :sold, :blocked, :closed)
                """)
                .param("bucket", bucket.value())
                .param("event", eventId)
                .param("id", quota.id())
                .param("name", quota.name())
                .param("capacity", quota.capacity())
                .param("wanted", quota.wantedCapacity())
                .param("available", quota.available())
                .param("held", quota.held())
                .param("sold", quota.sold())
                .param("blocked", quota.blocked())
                .param("closed", quota.closed())
                .update();
    }

    @Override
    public void update(Bucket bucket, UUID eventId, Quota quota) {
        exactlyOne(jdbc.sql("""
                UPDATE quota SET name = :name, capacity = :capacity, wanted_capacity = :wanted,
                    available = :available, held = :held, sold = :sold, blocked = :blocked, closed = :closed
                WHERE bucket = :bucket AND event_id = :event AND id = :id
                """)
                .param("bucket", bucket.value())
                .param("event", eventId)
                .param("id", quota.id())
                .param("name", quota.name())
                .param("capacity", quota.capacity())
                .param("wanted", quota.wantedCapacity())
                .param("available", quota.available())
                .param("held", quota.held())
                .param("sold", quota.sold())
                .param("blocked", quota.blocked())
                .param("closed", quota.closed())
                .update());
    }

    @Override
    public void append(List<LedgerEntry> entries) {
        batches.batchUpdate(
                """
                INSERT INTO ledger (bucket, event_id, quota_id, booking_id, reason,
                                    capacity, available, held, sold, blocked, at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                entries.stream()
                        .map(entry -> new Object[] {
                            entry.bucket().value(),
                            entry.eventId(),
                            entry.quotaId(),
                            entry.bookingId(),
                            entry.reason().name(),
                            entry.change().capacity(),
                            entry.change().available(),
                            entry.change().held(),
                            entry.change().sold(),
                            entry.change().blocked(),
                            entry.at().atOffset(UTC)
                        })
                        .toList());
    }

    @Override
    public Map<UUID, LedgerEntry.Change> sums(Bucket bucket, UUID eventId) {
        Map<UUID, LedgerEntry.Change> sums = new HashMap<>();
        jdbc.sql("""
                SELECT quota_id, sum(capacity) AS capacity, sum(available) AS available, sum(held) AS held,
                       sum(sold) AS sold, sum(blocked) AS blocked
                FROM ledger WHERE bucket = :bucket AND event_id = :event GROUP BY quota_id
                """).param("bucket", bucket.value()).param("event", eventId).query(row -> {
            sums.put(
                    row.getObject("quota_id", UUID.class),
                    new LedgerEntry.Change(
                            row.getInt("capacity"),
                            row.getInt("available"),
                            row.getInt("held"),
                            row.getInt("sold"),
                            row.getInt("blocked")));
        });
        return sums;
    }

    @Override
    public int unbalanced(Set<Bucket> buckets) {
        return jdbc.sql("""
                SELECT count(*) FROM quota q LEFT JOIN (
                    SELECT bucket, event_id, quota_id, sum(capacity) AS capacity, sum(available) AS available,
                           sum(held) AS held, sum(sold) AS sold, sum(blocked) AS blocked
                    FROM ledger WHERE bucket = ANY (:buckets) GROUP BY bucket, event_id, quota_id
                ) l ON l.bucket = q.bucket AND l.event_id = q.event_id AND l.quota_id = q.id
                WHERE q.bucket = ANY (:buckets)
                  AND (q.capacity, q.available, q.held, q.sold, q.blocked)
                      IS DISTINCT FROM (l.capacity, l.available, l.held, l.sold, l.blocked)
                """)
                .param("buckets", buckets.stream().map(Bucket::value).toArray(Integer[]::new))
                .query(Integer.class)
                .single();
    }

    static Quota read(ResultSet row, int number) throws SQLException {
        return new Quota(
                row.getObject("id", UUID.class),
                row.getString("name"),
                row.getInt("capacity"),
                row.getInt("wanted_capacity"),
                row.getInt("available"),
                row.getInt("held"),
                row.getInt("sold"),
                row.getInt("blocked"),
                row.getBoolean("closed"));
    }

    private static void exactlyOne(int rows) {
        if (rows != 1) {
            throw new IllegalStateException("A quota that must exist is gone");
        }
    }
}
