package dev.evently.loadtest.plans;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Fills a shard with bookings of the events that it has, as they are when they have been paid, have expired or were given
 * back, with everything that belongs to them. Keys and indexes are made anew afterwards, which is much faster.
 */
public final class Fill {
    private static final int STEP = 1_000_000;
    private static final List<String> TABLES =
            List.of("booking", "booking_item", "ledger", "payment", "refund", "ticket");

    /**
     * The n-th booking. Ids carry the bucket of their event, as the service's do. Every hundred bookings 70 are paid, 20
     * expired and 10 paid and given back; of the first ten thousand a quarter is of one buyer.
     */
    private static final String NEW_BOOKINGS = """
            CREATE TEMPORARY TABLE new_booking ON COMMIT DROP AS
            SELECT n, o.*, pg_temp.id('0', o.bucket, n, millis) AS id, pg_temp.id('1', o.bucket, n, millis) AS item,
                   pg_temp.id('2', o.bucket, n, millis) AS payment, pg_temp.id('3', o.bucket, n, millis) AS ticket,
                   pg_temp.id('4', o.bucket, n, millis) AS refund, at,
                   CASE WHEN n <= 10000 AND n % 4 = 0 THEN '{buyer}'::uuid
                        ELSE md5('buyer' || (n * 7919 % 1000003))::uuid END AS buyer,
                   CASE WHEN n % 100 < 70 THEN 'CONFIRMED' WHEN n % 100 < 90 THEN 'EXPIRED' ELSE 'CANCELLED' END AS status
            FROM (SELECT n, date_trunc('day', now()) - interval '300 days' + n * interval '2.5 seconds' AS at,
                         (extract(epoch FROM date_trunc('day', now()) - interval '300 days') * 1000)::bigint + n * 2500
                             AS millis
                  FROM generate_series({from}::bigint, {to}::bigint) n) numbers
            JOIN offer o ON o.number = n % (SELECT count(*) FROM offer)
            """;

    private static final List<String> ROWS = List.of("""
            INSERT INTO booking (bucket, id, event_id, organizer_id, buyer_id, status, currency, created_at, expires_at,
                                 requester, idempotency_key, fingerprint, payment_id, confirmed_at, cancel_reason,
                                 cancelled_at, refund_id, expired_at)
            SELECT bucket, id, event_id, organizer_id, buyer, status, currency, at, at + interval '10 minutes',
                   'user:' || buyer, md5(n::text), repeat('f', 64), CASE WHEN status <> 'EXPIRED' THEN payment END,
                   CASE WHEN status <> 'EXPIRED' THEN at END, CASE WHEN status = 'CANCELLED' THEN 'BUYER' END,
                   CASE WHEN status = 'CANCELLED' THEN at END, CASE WHEN status = 'CANCELLED' THEN refund END,
                   CASE WHEN status = 'EXPIRED' THEN at END
            FROM new_booking
            """, """
            INSERT INTO booking_item (bucket, booking_id, id, position, product_id, price, quota_ids)
            SELECT bucket, id, item, 0, product_id, price, ARRAY[quota_id] FROM new_booking
            """, """
            INSERT INTO ledger (bucket, event_id, quota_id, booking_id, reason, capacity, available, held, sold, blocked, at)
            SELECT bucket, event_id, quota_id, id, 'HELD', 0, -1, 1, 0, 0, at FROM new_booking
            UNION ALL
            SELECT bucket, event_id, quota_id, id, 'SOLD', 0, 0, -1, 1, 0, at FROM new_booking WHERE status <> 'EXPIRED'
            UNION ALL
            SELECT bucket, event_id, quota_id, id, 'EXPIRED', 0, 1, -1, 0, 0, at FROM new_booking WHERE status = 'EXPIRED'
            UNION ALL
            SELECT bucket, event_id, quota_id, id, 'REFUNDED', 0, 1, 0, -1, 0, at FROM new_booking
            WHERE status = 'CANCELLED'
            """, """
            INSERT INTO payment (bucket, id, booking_id, idempotency_key, fingerprint, amount, currency, status,
                                 created_at, decided_at, intent, captured_amount, captured_currency, refunded)
            SELECT bucket, payment, id, md5(n::text), repeat('f', 64), price, currency, 'CAPTURED', at, at,
                   'pi_' || md5(n::text), price, currency, CASE WHEN status = 'CANCELLED' THEN price ELSE 0 END
            FROM new_booking WHERE status <> 'EXPIRED'
            """, """
            INSERT INTO ticket (bucket, id, booking_id, booking_item_id, event_id, payment_id, status, issued_at, voided_at)
            SELECT bucket, ticket, id, item, event_id, payment, CASE WHEN status = 'CANCELLED' THEN 'VOID' ELSE 'VALID' END,
                   at, CASE WHEN status = 'CANCELLED' THEN at END
            FROM new_booking WHERE status <> 'EXPIRED'
            """, """
            INSERT INTO refund (bucket, id, booking_id, payment_id, amount, currency, reason, status, requested_at,
                                succeeded_at)
            SELECT bucket, refund, id, payment, price, currency, 'BUYER', 'SUCCEEDED', at, at
            FROM new_booking WHERE status = 'CANCELLED'
            """, """
            UPDATE quota q SET sold = q.sold + s.sold, available = q.available - s.sold
            FROM (SELECT bucket, event_id, quota_id, count(*) AS sold FROM new_booking WHERE status = 'CONFIRMED'
                  GROUP BY bucket, event_id, quota_id) s
            WHERE q.bucket = s.bucket AND q.event_id = s.event_id AND q.id = s.quota_id
            """);

    private final Connection shard;
    private final UUID buyer;
    private final Consumer<String> tell;

    /**
     * @param shard as a superuser
     * @param buyer who has 2,500 of the bookings
     */
    public Fill(Connection shard, UUID buyer, Consumer<String> tell) {
        this.shard = shard;
        this.buyer = buyer;
        this.tell = tell;
    }

    /** Adds the bookings of these numbers. */
    public void add(long from, long to) throws SQLException {
        // Foreign keys are not looked up row by row: they hold by how the rows are made.
        execute(
                "SET session_replication_role = replica",
                "SET synchronous_commit = off",
                "SET work_mem = '64MB'",
                "SET maintenance_work_mem = '512MB'",
                """
                CREATE OR REPLACE FUNCTION pg_temp.id(kind text, bucket integer, n bigint, millis bigint) RETURNS uuid
                LANGUAGE sql IMMUTABLE AS $$ SELECT (lpad(to_hex(millis), 12, '0') || '8'
                    || lpad(to_hex(bucket * 4), 3, '0') || '8' || kind || lpad(to_hex(n), 14, '0'))::uuid $$
                """,
                "DROP TABLE IF EXISTS pg_temp.offer",
                """
                CREATE TEMPORARY TABLE offer AS
                SELECT row_number() OVER () - 1 AS number, e.bucket, e.id AS event_id, e.organizer_id, e.currency,
                       p.id AS product_id, p.price, q.quota_id
                FROM sale_event e JOIN product p ON p.bucket = e.bucket AND p.event_id = e.id
                JOIN product_quota q ON q.bucket = p.bucket AND q.event_id = p.event_id AND q.product_id = p.id
                """);
        List<String> indexes = definitions();
        boolean many = to - from >= STEP;
        if (many) {
            dropKeys();
        }
        for (long begin = from; begin <= to; begin += STEP) {
            long end = Math.min(to, begin + STEP - 1);
            shard.setAutoCommit(false);
            execute(NEW_BOOKINGS
                    .replace("{buyer}", buyer.toString())
                    .replace("{from}", Long.toString(begin))
                    .replace("{to}", Long.toString(end)));
            execute(ROWS.toArray(String[]::new));
            shard.commit();
            shard.setAutoCommit(true);
            tell.accept("%,d bookings".formatted(end));
        }
        if (many) {
            for (String definition : indexes) {
                execute(definition);
                tell.accept(definition.replaceFirst(" (USING|PRIMARY|UNIQUE \\().*", ""));
            }
        }
        execute("VACUUM ANALYZE", "CHECKPOINT");
    }

    /** How to make every key and index again that these tables have, keys first. */
    private List<String> definitions() throws SQLException {
        List<String> definitions = new ArrayList<>(list("""
                SELECT format('ALTER TABLE %s ADD CONSTRAINT %I %s', c.conrelid::regclass, c.conname,
                              pg_get_constraintdef(c.oid))
                FROM pg_constraint c WHERE c.contype IN ('p', 'u') AND c.conrelid::regclass::text = ANY ({tables})
                ORDER BY 1
                """));
        definitions.addAll(list("""
                SELECT pg_get_indexdef(i.indexrelid) FROM pg_index i
                WHERE i.indrelid::regclass::text = ANY ({tables})
                  AND NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conindid = i.indexrelid AND c.contype IN ('p', 'u'))
                ORDER BY 1
                """));
        definitions.addAll(list("""
                SELECT format('ALTER TABLE %s ADD CONSTRAINT %I %s NOT VALID', c.conrelid::regclass, c.conname,
                              pg_get_constraintdef(c.oid))
                FROM pg_constraint c WHERE c.contype = 'f' AND c.confrelid::regclass::text = ANY ({tables})
                ORDER BY 1
                """));
        return definitions;
    }

    private void dropKeys() throws SQLException {
        for (String drop : list("""
                SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', c.conrelid::regclass, c.conname) FROM pg_constraint c
                WHERE (c.contype = 'f' AND c.confrelid::regclass::text = ANY ({tables}))
                   OR (c.contype IN ('p', 'u') AND c.conrelid::regclass::text = ANY ({tables}))
                ORDER BY c.contype
                """)) {
            execute(drop);
        }
        for (String drop : list("""
                SELECT format('DROP INDEX %s', i.indexrelid::regclass) FROM pg_index i
                WHERE i.indrelid::regclass::text = ANY ({tables})
                """)) {
            execute(drop);
        }
    }

    private List<String> list(String sql) throws SQLException {
        String tables = "ARRAY['" + String.join("', '", TABLES) + "']";
        List<String> all = new ArrayList<>();
        try (Statement statement = shard.createStatement();
                ResultSet rows = statement.executeQuery(sql.replace("{tables}", tables))) {
            while (rows.next()) {
                all.add(rows.getString(1));
            }
        }
        return all;
    }

    private void execute(String... statements) throws SQLException {
        try (Statement statement = shard.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
