package dev.evently.loadtest.chaos.restore;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * What a shard's database has of some events.
 *
 * @param bookings when each was made
 * @param captured when each payment was taken
 * @param unbalanced quotas that are not the sum of their ledger
 */
record Sold(Map<UUID, Instant> bookings, Map<UUID, Instant> captured, List<UUID> unbalanced) {
    private static final String BOOKINGS = "SELECT id, created_at FROM booking WHERE event_id = ANY (?)";
    private static final String CAPTURED = """
            SELECT p.id, p.decided_at FROM payment p JOIN booking b ON b.bucket = p.bucket AND b.id = p.booking_id
            WHERE p.status = 'CAPTURED' AND b.event_id = ANY (?)
            """;
    private static final String UNBALANCED = """
            SELECT q.id, now() FROM quota q
            LEFT JOIN ledger l ON l.bucket = q.bucket AND l.event_id = q.event_id AND l.quota_id = q.id
            WHERE q.event_id = ANY (?)
            GROUP BY q.bucket, q.event_id, q.id
            HAVING (q.capacity, q.available, q.held, q.sold, q.blocked) IS DISTINCT FROM
                   (coalesce(sum(l.capacity), 0), coalesce(sum(l.available), 0), coalesce(sum(l.held), 0),
                    coalesce(sum(l.sold), 0), coalesce(sum(l.blocked), 0))
            """;

    Sold {
        bookings = Map.copyOf(bookings);
        captured = Map.copyOf(captured);
        unbalanced = List.copyOf(unbalanced);
    }

    static Sold read(Connection shard, Set<UUID> events) throws SQLException {
        return new Sold(
                times(shard, BOOKINGS, events),
                times(shard, CAPTURED, events),
                List.copyOf(times(shard, UNBALANCED, events).keySet()));
    }

    private static Map<UUID, Instant> times(Connection shard, String sql, Set<UUID> events) throws SQLException {
        Map<UUID, Instant> times = new HashMap<>();
        try (PreparedStatement statement = shard.prepareStatement(sql)) {
            Array ids = shard.createArrayOf("uuid", events.toArray());
            statement.setArray(1, ids);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    times.put(
                            rows.getObject(1, UUID.class),
                            rows.getObject(2, OffsetDateTime.class).toInstant());
                }
            }
        }
        return times;
    }

    /** Bookings made before this moment that the other one does not have. */
    List<Instant> bookingsMissingIn(Sold other, Instant before) {
        return missing(bookings, other.bookings, before);
    }

    /** Payments taken before this moment that the other one does not have. */
    List<Instant> capturesMissingIn(Sold other, Instant before) {
        return missing(captured, other.captured, before);
    }

    private static List<Instant> missing(Map<UUID, Instant> mine, Map<UUID, Instant> others, Instant before) {
        return mine.entrySet().stream()
                .filter(entry -> entry.getValue().isBefore(before) && !others.containsKey(entry.getKey()))
                .map(Map.Entry::getValue)
                .sorted()
                .toList();
    }

    /** What is younger than this moment. */
    long after(Instant moment) {
        return Stream.concat(bookings.values().stream(), captured.values().stream())
                .filter(moment::isBefore)
                .count();
    }

    /** How long before this moment the first of them was; zero without any. */
    static Duration age(List<Instant> some, Instant moment) {
        return some.stream()
                .min(Comparator.naturalOrder())
                .map(first -> Duration.between(first, moment))
                .orElse(Duration.ZERO);
    }
}
