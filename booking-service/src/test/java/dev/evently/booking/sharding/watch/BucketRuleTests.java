package dev.evently.booking.sharding.watch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BucketRuleTests {

    private final BucketRule rule = BucketRule.ofMigrations();

    @Test
    void knowsTheTablesOfTheMigrations() {
        assertThat(rule.tables()).contains("booking", "booking_item", "quota", "ledger", "outbox", "inbox", "ticket");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM booking WHERE bucket = ? AND id = ?",
                "SELECT * FROM booking WHERE buyer_id = ? AND bucket = ANY (?) ORDER BY id DESC",
                "SELECT count(*) FROM outbox WHERE bucket BETWEEN 0 AND ? AND parked_because IS NULL",
                "SELECT b.id FROM unnest(?::text[]) AS k (key) JOIN booking b ON b.bucket = ? AND b.requester = k.key",
                "SELECT * FROM quota q JOIN ledger l ON l.bucket = q.bucket WHERE q.bucket = ?",
                "INSERT INTO team (bucket, organizer_id, version) VALUES (0, ?, 1)",
                "INSERT INTO ledger_checkpoint AS known (bucket, event_id) SELECT q.bucket, q.event_id FROM quota q"
                        + " WHERE q.bucket = ANY (?) ON CONFLICT (bucket, event_id) DO UPDATE SET entry_id = 1",
                "UPDATE quota SET held = held - ? WHERE bucket = ? AND event_id = ?",
                "DELETE FROM outbox WHERE (bucket, position) IN (SELECT * FROM unnest(?::int[], ?::bigint[]))",
                "SELECT count(*) FROM pg_stat_activity",
                "SELECT 'from booking'",
                "CREATE INDEX booking_due ON booking (expires_at)"
            })
    void allowsWhatSaysItsBucket(String sql) {
        assertThat(rule.allows(sql)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM booking WHERE id = ?",
                "SELECT bucket, id FROM booking WHERE id = ? -- bucket = ?",
                "select id\nfrom public.booking b where b.id = ? and 'bucket = 1' <> ?",
                "SELECT bucket FROM booking WHERE buyer_id = ? ORDER BY bucket",
                "SELECT * FROM booking b JOIN booking_item i ON i.booking_id = b.id WHERE b.bucket = ?",
                "SELECT * FROM booking b JOIN booking_item i ON i.bucket = b.bucket AND i.booking_id = b.id WHERE b.id = ?",
                "INSERT INTO team (organizer_id, version) VALUES (?, 1)",
                "INSERT INTO team VALUES (0, ?, 1)",
                "INSERT INTO inbox (bucket, event_id) SELECT bucket, event_id FROM outbox",
                "UPDATE quota SET held = held - ? WHERE event_id = ? RETURNING bucket",
                "DELETE FROM inbox WHERE (bucket, event_id) IN (SELECT bucket, event_id FROM inbox WHERE seen_at < ?)",
                "WITH due AS (SELECT id FROM booking WHERE expires_at < ?) SELECT * FROM due"
            })
    void refusesWhatDoesNot(String sql) {
        assertThat(rule.allows(sql)).isFalse();
    }
}
