package dev.evently.booking.inventory.persistence;

import static dev.evently.booking.persistence.Columns.column;

import dev.evently.booking.inventory.LedgerEntry;
import dev.evently.booking.inventory.Quota;
import dev.evently.booking.inventory.Quotas;
import dev.evently.booking.sharding.Bucket;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
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

    /** Each quota {@code q} with {@code s}, the sum of its entries: the checkpoint's and of what came after it. */
    private static final String QUOTAS_WITH_SUMS = """
            quota q
            LEFT JOIN ledger_checkpoint c ON c.bucket = q.bucket AND c.event_id = q.event_id AND c.quota_id = q.id
            CROSS JOIN LATERAL (
                SELECT count(*) AS entries, coalesce(max(l.id), c.entry_id, 0) AS entry_id,
                       coalesce(c.capacity, 0) + coalesce(sum(l.capacity), 0) AS capacity,
                       coalesce(c.available, 0) + coalesce(sum(l.available), 0) AS available,
                       coalesce(c.held, 0) + coalesce(sum(l.held), 0) AS held,
                       coalesce(c.sold, 0) + coalesce(sum(l.sold), 0) AS sold,
                       coalesce(c.blocked, 0) + coalesce(sum(l.blocked), 0) AS blocked
                FROM ledger l
                WHERE l.bucket = q.bucket AND l.event_id = q.event_id AND l.quota_id = q.id
                  AND l.id > coalesce(c.entry_id, 0)
            ) s
            """;

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;

    JdbcQuotas(JdbcClient jdbc, JdbcTemplate batches) {
        this.jdbc = jdbc;
        this.batches = batches;
    }

    @Override
    public void hold(List<Movement> movements) {
        move("available = available - ?, held = held + ?", movements);
    }

    @Override
    public void sell(List<Movement> movements) {
        move("held = held - ?, sold = sold + ?", movements);
    }

    /** One update after the other, sent together: a single one would lock its rows in whatever order it finds them. */
    private void move(String changes, List<Movement> movements) {
        int[] rows = batches.batchUpdate(
                "UPDATE quota SET " + changes + " WHERE bucket = ? AND event_id = ? AND id = ?",
                movements.stream()
                        .map(movement -> new Object[] {
                            movement.places(),
                            movement.places(),
                            movement.bucket().value(),
                            movement.eventId(),
                            movement.quotaId()
                        })
                        .toList());
        Arrays.stream(rows).forEach(JdbcQuotas::exactlyOne);
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
        if (entries.isEmpty()) {
            return;
        }
        jdbc.sql("""
                INSERT INTO ledger (bucket, event_id, quota_id, booking_id, reason,
                                    capacity, available, held, sold, blocked, at)
                SELECT bucket, event_id, quota_id, booking_id, reason, capacity, available, held, sold, blocked, at
                FROM unnest(:buckets::int[], :events::uuid[], :quotas::uuid[], :bookings::uuid[], :reasons::text[],
                            :capacity::int[], :available::int[], :held::int[], :sold::int[], :blocked::int[],
                            :at::timestamptz[])
                    WITH ORDINALITY
                    AS entry (bucket, event_id, quota_id, booking_id, reason, capacity, available, held, sold, blocked, at,
                              position)
                ORDER BY entry.position
                """)
                .param("buckets", column(entries, entry -> entry.bucket().value(), Integer[]::new))
                .param("events", column(entries, LedgerEntry::eventId, UUID[]::new))
                .param("quotas", column(entries, LedgerEntry::quotaId, UUID[]::new))
                .param("bookings", column(entries, LedgerEntry::bookingId, UUID[]::new))
                .param("reasons", column(entries, entry -> entry.reason().name(), String[]::new))
                .param("capacity", column(entries, entry -> entry.change().capacity(), Integer[]::new))
                .param("available", column(entries, entry -> entry.change().available(), Integer[]::new))
                .param("held", column(entries, entry -> entry.change().held(), Integer[]::new))
                .param("sold", column(entries, entry -> entry.change().sold(), Integer[]::new))
                .param("blocked", column(entries, entry -> entry.change().blocked(), Integer[]::new))
                .param("at", column(entries, entry -> entry.at().toString(), String[]::new))
                .update();
    }

    @Override
    public Map<UUID, LedgerEntry.Change> sums(Bucket bucket, UUID eventId) {
        Map<UUID, LedgerEntry.Change> sums = new HashMap<>();
        jdbc.sql("""
                SELECT q.id, s.capacity, s.available, s.held, s.sold, s.blocked
                FROM %s WHERE q.bucket = :bucket AND q.event_id = :event
                """.formatted(QUOTAS_WITH_SUMS))
                .param("bucket", bucket.value())
                .param("event", eventId)
                .query(row -> {
                    sums.put(
                            row.getObject("id", UUID.class),
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
                SELECT count(*) FROM %s
                WHERE q.bucket = ANY (:buckets)
                  AND (q.capacity, q.available, q.held, q.sold, q.blocked)
                      IS DISTINCT FROM (s.capacity, s.available, s.held, s.sold, s.blocked)
                """.formatted(QUOTAS_WITH_SUMS))
                .param("buckets", Bucket.numbers(buckets))
                .query(Integer.class)
                .single();
    }

    @Override
    public int checkpoint(Set<Bucket> buckets, int many) {
        return jdbc.sql("""
                INSERT INTO ledger_checkpoint AS known
                    (bucket, event_id, quota_id, entry_id, capacity, available, held, sold, blocked)
                SELECT q.bucket, q.event_id, q.id, s.entry_id, s.capacity, s.available, s.held, s.sold, s.blocked
                FROM %s
                WHERE q.bucket = ANY (:buckets) AND s.entries >= :many
                ON CONFLICT (bucket, event_id, quota_id) DO UPDATE SET entry_id = excluded.entry_id,
                    capacity = excluded.capacity, available = excluded.available, held = excluded.held,
                    sold = excluded.sold, blocked = excluded.blocked
                WHERE known.entry_id < excluded.entry_id
                """.formatted(QUOTAS_WITH_SUMS))
                .param("buckets", Bucket.numbers(buckets))
                .param("many", many)
                .update();
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
