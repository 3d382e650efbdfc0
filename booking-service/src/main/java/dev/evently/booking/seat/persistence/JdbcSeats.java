package dev.evently.booking.seat.persistence;

import static java.time.ZoneOffset.UTC;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.evently.booking.seat.Seat;
import dev.evently.booking.seat.SeatLayout;
import dev.evently.booking.seat.SeatMap;
import dev.evently.booking.seat.SeatState;
import dev.evently.booking.seat.SeatingPlan;
import dev.evently.booking.seat.Seats;
import dev.evently.booking.sharding.Bucket;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import tools.jackson.databind.json.JsonMapper;

@Repository
class JdbcSeats implements Seats {

    private static final int ROWS_AT_ONCE = 2_000;

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;
    private final JsonMapper json;
    private final KnownMaps known = new KnownMaps();

    JdbcSeats(JdbcClient jdbc, JdbcTemplate batches, JsonMapper json) {
        this.jdbc = jdbc;
        this.batches = batches;
        this.json = json.rebuild()
                .changeDefaultPropertyInclusion(any -> any.withValueInclusion(JsonInclude.Include.NON_NULL))
                .build();
    }

    @Override
    public void open(Bucket bucket, UUID eventId, SeatLayout layout) {
        int opened = jdbc.sql("""
                INSERT INTO seat_map (bucket, event_id, version, plan) VALUES (:bucket, :event, 1, :plan)
                ON CONFLICT (bucket, event_id) DO NOTHING
                """)
                .param("bucket", bucket.value())
                .param("event", eventId)
                .param("plan", json.writeValueAsString(layout.plan()))
                .update();
        if (opened == 1) {
            insert(bucket, eventId, layout.seats());
        }
    }

    private void insert(Bucket bucket, UUID eventId, List<Seat> seats) {
        batches.batchUpdate("""
                INSERT INTO seat (bucket, event_id, id, position, section, row_name, number, quota_id, accessible,
                                  companion_of, restricted_view, state, version)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'FREE', 1)
                """, seats, ROWS_AT_ONCE, (row, seat) -> {
            row.setInt(1, bucket.value());
            row.setObject(2, eventId);
            row.setObject(3, seat.id());
            row.setInt(4, seat.position());
            row.setString(5, seat.name().section());
            row.setString(6, seat.name().row());
            row.setString(7, seat.name().number());
            row.setObject(8, seat.quotaId());
            row.setBoolean(9, seat.accessible());
            row.setString(10, seat.companionOf());
            row.setBoolean(11, seat.restrictedView());
        });
    }

    @Override
    public Optional<SeatMap> current(Bucket bucket, UUID eventId) {
        return known.find(eventId)
                .flatMap(map -> refreshed(bucket, eventId, map))
                .or(() -> layout(bucket, eventId)
                        .flatMap(layout -> refreshed(bucket, eventId, SeatMap.untouched(layout))));
    }

    private Optional<SeatLayout> layout(Bucket bucket, UUID eventId) {
        return jdbc.sql("SELECT plan FROM seat_map WHERE bucket = :bucket AND event_id = :event")
                .param("bucket", bucket.value())
                .param("event", eventId)
                .query(String.class)
                .optional()
                .map(plan -> SeatLayout.of(eventId, json.readValue(plan, SeatingPlan.class)));
    }

    /**
     * The map with what has changed since it was known; empty when the event has none.
     *
     * <p>A snapshot may be older than what is known. Where there is none, the database itself has become older, by a
     * fail-over that lost transactions, and what was known is worth nothing.
     */
    private Optional<SeatMap> refreshed(Bucket bucket, UUID eventId, SeatMap map) {
        Optional<SeatMap.Changes> changes = changedSince(bucket, eventId, map.version(), Integer.MAX_VALUE);
        boolean older = changes.filter(found -> found.version() < map.version()).isPresent();
        if (older && TransactionSynchronizationManager.isCurrentTransactionReadOnly()) {
            return Optional.of(map);
        }
        if (older || changes.isEmpty()) {
            known.forget(eventId);
            return Optional.empty();
        }
        Optional<SeatMap> newest = changes.map(map::after);
        newest.ifPresent(found -> known.remember(eventId, found));
        return newest;
    }

    /** The version and the seats are of one statement, so that they belong together. */
    @Override
    public Optional<SeatMap.Changes> changedSince(Bucket bucket, UUID eventId, long version, int limit) {
        List<SeatMap.Change> seats = new ArrayList<>();
        long[] newest = {0};
        jdbc.sql("""
                SELECT m.version, s.position, s.state FROM seat_map m
                LEFT JOIN seat s ON s.bucket = m.bucket AND s.event_id = m.event_id AND s.version > :known
                WHERE m.bucket = :bucket AND m.event_id = :event
                LIMIT :limit
                """)
                .param("known", version)
                .param("bucket", bucket.value())
                .param("event", eventId)
                .param("limit", limit)
                .query(row -> {
                    newest[0] = row.getLong("version");
                    String state = row.getString("state");
                    if (state != null) {
                        seats.add(new SeatMap.Change(row.getInt("position"), SeatState.valueOf(state)));
                    }
                });
        return newest[0] == 0 ? Optional.empty() : Optional.of(new SeatMap.Changes(newest[0], seats));
    }

    @Override
    public void move(Bucket bucket, UUID eventId, SeatState from, SeatState to, Map<UUID, UUID> holders) {
        update(
                bucket,
                eventId,
                from,
                to,
                holders.entrySet().stream()
                        .map(held -> new Move(
                                held.getKey(),
                                from.isTaken() ? held.getValue() : null,
                                to.isTaken() ? held.getValue() : null))
                        .toList());
    }

    @Override
    public void block(Bucket bucket, UUID eventId, SeatState from, SeatState to, Set<UUID> seats) {
        update(
                bucket,
                eventId,
                from,
                to,
                seats.stream().map(seat -> new Move(seat, null, null)).toList());
    }

    /**
     * One seat of a statement.
     *
     * @param was the booking it is taken from, if any
     * @param becomes the booking it is given to, if any
     */
    private record Move(
            UUID seat, @Nullable UUID was, @Nullable UUID becomes) {}

    /** The new version comes out of the map's row, so that this row is locked before any seat. */
    private void update(Bucket bucket, UUID eventId, SeatState from, SeatState to, List<Move> moves) {
        int moved = jdbc.sql("""
                WITH map AS (
                    UPDATE seat_map SET version = version + 1
                    WHERE bucket = :bucket AND event_id = :event RETURNING version
                )
                UPDATE seat s SET state = :to, booking_id = m.becomes, version = map.version
                FROM map, jsonb_to_recordset(:moves::jsonb) AS m (seat uuid, was uuid, becomes uuid)
                WHERE s.bucket = :bucket AND s.event_id = :event AND s.id = m.seat
                  AND s.state = :from AND s.booking_id IS NOT DISTINCT FROM m.was
                """)
                .param("bucket", bucket.value())
                .param("event", eventId)
                .param("to", to.name())
                .param("moves", json.writeValueAsString(moves))
                .param("from", from.name())
                .update();
        if (moved != moves.size()) {
            known.forget(eventId);
            throw new IllegalStateException("%d of %d seats of event %s could be moved from %s to %s"
                    .formatted(moved, moves.size(), eventId, from, to));
        }
    }

    @Override
    public void blockFree(Bucket bucket, UUID eventId, Collection<UUID> quotas) {
        if (quotas.isEmpty()) {
            return;
        }
        jdbc.sql("""
                WITH map AS (
                    UPDATE seat_map SET version = version + 1
                    WHERE bucket = :bucket AND event_id = :event RETURNING version
                )
                UPDATE seat s SET state = 'BLOCKED', version = map.version FROM map
                WHERE s.bucket = :bucket AND s.event_id = :event AND s.state = 'FREE' AND s.quota_id IN (:quotas)
                """)
                .param("bucket", bucket.value())
                .param("event", eventId)
                .param("quotas", quotas)
                .update();
    }

    @Override
    public int unbalanced(Set<Bucket> buckets, Instant now) {
        return jdbc.sql("""
                SELECT count(*) FROM quota q
                JOIN (
                    SELECT s.bucket, s.event_id, s.quota_id,
                           count(*) FILTER (WHERE s.state = 'HELD') AS held,
                           count(*) FILTER (WHERE s.state = 'SOLD') AS sold,
                           count(*) FILTER (WHERE s.state = 'BLOCKED') AS blocked
                    FROM seat s JOIN sale_event e ON e.bucket = s.bucket AND e.id = s.event_id
                    WHERE s.bucket = ANY (:buckets) AND e.ends_at > :now
                    GROUP BY s.bucket, s.event_id, s.quota_id
                ) c ON c.bucket = q.bucket AND c.event_id = q.event_id AND c.quota_id = q.id
                WHERE q.bucket = ANY (:buckets) AND (q.held, q.sold, q.blocked) <> (c.held, c.sold, c.blocked)
                """)
                .param("buckets", Bucket.numbers(buckets))
                .param("now", now.atOffset(UTC))
                .query(Integer.class)
                .single();
    }
}
