package dev.evently.booking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evently.booking.BoxOffice.Figures;
import dev.evently.booking.sharding.Bucket;
import dev.evently.booking.sharding.Shards;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Plays an event's ledger from its first entry and compares the end with the quotas as they stand. */
public final class LedgerReplay {

    private record Entry(UUID quota, int capacity, int available, int held, int sold, int blocked) {}

    private LedgerReplay() {}

    /** Fails unless every step leaves a possible state and the last one is the state there is. */
    public static void assertEqualsState(Shards shards, JdbcClient jdbc, UUID eventId) {
        Bucket bucket = Bucket.ofEvent(eventId);
        shards.inSnapshot(bucket, () -> {
            Map<UUID, Figures> replayed = new HashMap<>();
            for (Entry entry : entries(jdbc, bucket, eventId)) {
                Figures now = replayed.merge(
                        entry.quota(),
                        new Figures(entry.capacity(), entry.available(), entry.held(), entry.sold(), entry.blocked()),
                        LedgerReplay::sum);
                assertThat(now).matches(Figures::balanced, "is balanced");
            }
            assertThat(replayed).isEqualTo(state(jdbc, bucket, eventId));
            return replayed;
        });
    }

    private static Figures sum(Figures one, Figures other) {
        return new Figures(
                one.capacity() + other.capacity(),
                one.available() + other.available(),
                one.held() + other.held(),
                one.sold() + other.sold(),
                one.blocked() + other.blocked());
    }

    private static List<Entry> entries(JdbcClient jdbc, Bucket bucket, UUID eventId) {
        return jdbc.sql("SELECT * FROM ledger WHERE bucket = ? AND event_id = ? ORDER BY id")
                .params(bucket.value(), eventId)
                .query((row, number) -> new Entry(
                        row.getObject("quota_id", UUID.class),
                        row.getInt("capacity"),
                        row.getInt("available"),
                        row.getInt("held"),
                        row.getInt("sold"),
                        row.getInt("blocked")))
                .list();
    }

    private static Map<UUID, Figures> state(JdbcClient jdbc, Bucket bucket, UUID eventId) {
        Map<UUID, Figures> state = new HashMap<>();
        jdbc.sql("SELECT * FROM quota WHERE bucket = ? AND event_id = ?")
                .params(bucket.value(), eventId)
                .query(row -> {
                    state.put(
                            row.getObject("id", UUID.class),
                            new Figures(
                                    row.getInt("capacity"),
                                    row.getInt("available"),
                                    row.getInt("held"),
                                    row.getInt("sold"),
                                    row.getInt("blocked")));
                });
        return state;
    }
}
