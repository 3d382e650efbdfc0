package dev.evently.event.seating;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** The tables {@code seating_plan} and {@code seating_plan_version}. */
@Repository
class PlanVersions {

    private static final String VERSION = """
            SELECT p.id, p.organizer_id, p.venue_id, v.version, v.name, v.seat_map, p.created_at,
                   v.created_at AS updated_at
            FROM seating_plan p JOIN seating_plan_version v ON v.plan_id = p.id
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json;

    PlanVersions(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** A plan as a list shows it: its current version without the seats. */
    record Entry(
            UUID id,
            UUID organizerId,
            @Nullable UUID venueId,
            int version,
            String name,
            int seatCount,
            Instant createdAt,
            Instant updatedAt) {}

    Optional<SeatingPlan> current(UUID planId) {
        return jdbc.sql(VERSION + "WHERE p.id = ? AND v.version = p.version")
                .param(planId)
                .query((row, _) -> plan(row))
                .optional();
    }

    Optional<SeatingPlan> version(UUID planId, int version) {
        return jdbc.sql(VERSION + "WHERE p.id = ? AND v.version = ?")
                .params(planId, version)
                .query((row, _) -> plan(row))
                .optional();
    }

    /** Keeps other writers of a plan waiting until the transaction ends, so that its versions come one after another. */
    void lock(UUID planId) {
        jdbc.sql("SELECT 1 FROM seating_plan WHERE id = ? FOR UPDATE")
                .param(planId)
                .query(Integer.class)
                .optional();
    }

    void add(SeatingPlan first, String seatMap) {
        jdbc.sql("INSERT INTO seating_plan (id, organizer_id, venue_id, version, created_at) VALUES (?, ?, ?, ?, ?)")
                .param(first.id())
                .param(first.organizerId())
                .param(first.venueId())
                .param(first.version())
                .param(utc(first.createdAt()))
                .update();
        addVersion(first, seatMap);
    }

    /** Adds the next version of a plan that this transaction has locked. */
    void addNext(SeatingPlan next, String seatMap) {
        addVersion(next, seatMap);
        jdbc.sql("UPDATE seating_plan SET version = ? WHERE id = ?")
                .params(next.version(), next.id())
                .update();
    }

    /** The plans of an organizer by id, those after the given one. */
    List<Entry> of(UUID organizerId, UUID after, int limit) {
        return jdbc.sql("""
                SELECT p.id, p.organizer_id, p.venue_id, v.version, v.name, v.seat_count, p.created_at,
                       v.created_at AS updated_at
                FROM seating_plan p JOIN seating_plan_version v ON v.plan_id = p.id AND v.version = p.version
                WHERE p.organizer_id = ? AND p.id > ?
                ORDER BY p.id
                LIMIT ?
                """)
                .params(organizerId, after, limit)
                .query((row, _) -> entry(row))
                .list();
    }

    private void addVersion(SeatingPlan plan, String seatMap) {
        jdbc.sql("""
                INSERT INTO seating_plan_version (plan_id, version, name, seat_count, seat_map, created_at)
                VALUES (?, ?, ?, ?, ?::jsonb, ?)
                """)
                .params(
                        plan.id(),
                        plan.version(),
                        plan.name(),
                        plan.seats().seatCount(),
                        seatMap,
                        utc(plan.updatedAt()))
                .update();
    }

    private static Entry entry(ResultSet row) throws SQLException {
        return new Entry(
                row.getObject("id", UUID.class),
                row.getObject("organizer_id", UUID.class),
                row.getObject("venue_id", UUID.class),
                row.getInt("version"),
                row.getString("name"),
                row.getInt("seat_count"),
                time(row, "created_at"),
                time(row, "updated_at"));
    }

    private SeatingPlan plan(ResultSet row) throws SQLException {
        return new SeatingPlan(
                row.getObject("id", UUID.class),
                row.getObject("organizer_id", UUID.class),
                row.getObject("venue_id", UUID.class),
                row.getInt("version"),
                row.getString("name"),
                json.readValue(row.getString("seat_map"), SeatMap.class),
                time(row, "created_at"),
                time(row, "updated_at"));
    }

    private static Instant time(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static OffsetDateTime utc(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }
}
