package dev.evently.booking.booking.persistence;

import static dev.evently.booking.persistence.Columns.column;
import static java.time.ZoneOffset.UTC;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toUnmodifiableMap;
import static java.util.stream.Collectors.toUnmodifiableSet;

import dev.evently.booking.booking.Booking;
import dev.evently.booking.booking.BookingId;
import dev.evently.booking.booking.Bookings;
import dev.evently.booking.booking.IdempotencyKey;
import dev.evently.booking.sharding.Bucket;
import dev.evently.booking.sharding.RowLocks;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGStatement;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

@Repository
class JdbcBookings implements Bookings {

    /** Where a list begins. A condition that may be absent would keep the index from finding the place. */
    private static final UUID LOWEST = new UUID(0, 0);

    private static final UUID HIGHEST = new UUID(-1, -1);

    private final JdbcClient jdbc;
    private final JdbcTemplate template;
    private final RowLocks locks;
    private final JsonMapper json;

    JdbcBookings(JdbcClient jdbc, JdbcTemplate template, RowLocks locks, JsonMapper json) {
        this.jdbc = jdbc;
        this.template = template;
        this.locks = locks;
        this.json = json;
    }

    @Override
    public Optional<Booking> find(BookingId id) {
        return read(id, "");
    }

    @Override
    public Optional<Booking> lock(BookingId id) {
        return read(id, " FOR UPDATE");
    }

    /** The items are read after the booking: once its row is locked they stand still. */
    private Optional<Booking> read(BookingId id, String locking) {
        return withItems(jdbc.sql("SELECT * FROM booking WHERE bucket = :bucket AND id = :id" + locking)
                        .param("bucket", id.bucket().value())
                        .param("id", id.value())
                        .query(BookingRow::read)
                        .list())
                .stream()
                .findFirst();
    }

    @Override
    public Map<BookingId, Booking> lockFree(Set<BookingId> ids) {
        List<BookingRow> rows = locks.together(ids, BookingId::bucket).stream()
                .flatMap(together ->
                        template.query(connection -> lockFree(connection, together), BookingRow::read).stream())
                .toList();
        return withItems(rows).stream().collect(toUnmodifiableMap(Booking::id, Function.identity()));
    }

    private static PreparedStatement lockFree(Connection connection, List<BookingId> ids) throws SQLException {
        PreparedStatement statement = plannedAnew(connection, """
                SELECT b.* FROM unnest(?::int[], ?::uuid[]) AS k (bucket, id)
                JOIN booking b ON b.bucket = k.bucket AND b.id = k.id
                WHERE b.bucket = ANY (?)
                FOR UPDATE OF b SKIP LOCKED
                """);
        Integer[] buckets = column(ids, id -> id.bucket().value(), Integer[]::new);
        statement.setObject(1, buckets);
        statement.setObject(2, column(ids, BookingId::value, UUID[]::new));
        statement.setObject(3, buckets);
        return statement;
    }

    @Override
    public Set<IdempotencyKey> claim(Set<IdempotencyKey> keys) {
        return jdbc
                .sql("""
                SELECT k.bucket, k.requester, k.key
                FROM unnest(:buckets::int[], :requesters::text[], :keys::text[]) AS k (bucket, requester, key)
                WHERE pg_try_advisory_xact_lock(hashtextextended(k.requester || ' ' || k.key, k.bucket))
                """)
                .params(columns(keys))
                .query((row, number) -> new IdempotencyKey(
                        new Bucket(row.getInt("bucket")), row.getString("requester"), row.getString("key")))
                .stream()
                .collect(toUnmodifiableSet());
    }

    @Override
    public Map<IdempotencyKey, Keyed> findByKeys(Set<IdempotencyKey> keys) {
        List<BookingRow> rows = template.query(connection -> byKeys(connection, keys), BookingRow::read);
        List<Booking> found = withItems(rows);
        return IntStream.range(0, rows.size())
                .mapToObj(n -> new Keyed(rows.get(n).key(), rows.get(n).fingerprint(), found.get(n)))
                .collect(toUnmodifiableMap(Keyed::key, Function.identity()));
    }

    /**
     * A join with bookings that is planned for each execution: a plan that was made while the shard had none reads all of
     * them, and would be kept through the rush that fills it.
     */
    private static PreparedStatement plannedAnew(Connection connection, String sql) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        statement.unwrap(PGStatement.class).setPrepareThreshold(0);
        return statement;
    }

    private static PreparedStatement byKeys(Connection connection, Set<IdempotencyKey> keys) throws SQLException {
        PreparedStatement statement = plannedAnew(connection, """
                SELECT b.* FROM unnest(?::int[], ?::text[], ?::text[]) AS k (bucket, requester, key)
                JOIN booking b ON b.bucket = k.bucket AND b.requester = k.requester AND b.idempotency_key = k.key
                WHERE k.bucket = ANY (?)
                """);
        Map<String, Object> columns = columns(keys);
        statement.setObject(1, columns.get("buckets"));
        statement.setObject(2, columns.get("requesters"));
        statement.setObject(3, columns.get("keys"));
        statement.setObject(4, columns.get("buckets"));
        return statement;
    }

    private static Map<String, Object> columns(Set<IdempotencyKey> keys) {
        List<IdempotencyKey> ordered = List.copyOf(keys);
        return Map.of(
                "buckets", column(ordered, key -> key.bucket().value(), Integer[]::new),
                "requesters", column(ordered, IdempotencyKey::requester, String[]::new),
                "keys", column(ordered, IdempotencyKey::value, String[]::new));
    }

    @Override
    public void insert(List<Keyed> holds) {
        if (holds.isEmpty()) {
            return;
        }
        jdbc.sql("""
                INSERT INTO booking (bucket, id, event_id, organizer_id, buyer_id, status, currency, created_at,
                                     expires_at, offer_id, requester, idempotency_key, fingerprint)
                SELECT bucket, id, event_id, organizer_id, buyer_id, 'HELD', currency, created_at,
                       expires_at, offer_id, requester, idempotency_key, fingerprint
                FROM unnest(:buckets::int[], :ids::uuid[], :events::uuid[], :organizers::uuid[], :buyers::uuid[],
                            :currencies::text[], :createdAt::timestamptz[], :expiresAt::timestamptz[], :offers::uuid[],
                            :requesters::text[], :keys::text[], :fingerprints::text[])
                    AS hold (bucket, id, event_id, organizer_id, buyer_id, currency, created_at, expires_at, offer_id,
                             requester, idempotency_key, fingerprint)
                """).params(BookingRow.columns(holds)).update();
        jdbc.sql("""
                INSERT INTO booking_item (bucket, booking_id, id, position, product_id, seat_id, seat_name, price, quota_ids)
                SELECT bucket, booking_id, id, position, product_id, seat_id, seat_name, price, quota_ids::uuid[]
                FROM unnest(:buckets::int[], :bookings::uuid[], :ids::uuid[], :positions::int[], :products::uuid[],
                            :seats::uuid[], :seatNames::text[], :prices::bigint[], :quotas::text[])
                    AS item (bucket, booking_id, id, position, product_id, seat_id, seat_name, price, quota_ids)
                """)
                .params(ItemRow.columns(holds.stream().map(Keyed::booking).toList()))
                .update();
    }

    @Override
    public void update(Booking booking) {
        int rows =
                switch (booking) {
                    case Booking.Held held -> extend(held);
                    case Booking.Confirmed confirmed -> {
                        confirmed.returned().forEach(item -> markReturned(confirmed.id(), item));
                        yield confirm(List.of(confirmed));
                    }
                    case Booking.Cancelled cancelled -> cancel(cancelled);
                    case Booking.Expired expired -> expire(List.of(expired));
                };
        if (rows != 1) {
            throw new IllegalStateException("Booking " + booking.id() + " is gone");
        }
    }

    private int extend(Booking.Held booking) {
        return jdbc.sql("""
                UPDATE booking SET expires_at = :expiresAt, extensions = :extensions
                WHERE bucket = :bucket AND id = :id AND status = 'HELD'
                """)
                .param("expiresAt", booking.terms().expiresAt().atOffset(UTC))
                .param("extensions", booking.terms().extensions())
                .param("bucket", booking.id().bucket().value())
                .param("id", booking.id().value())
                .update();
    }

    @Override
    public void confirmAll(List<Booking.Confirmed> bookings) {
        if (!bookings.isEmpty() && confirm(bookings) != bookings.size()) {
            throw new IllegalStateException("A booking that is confirmed is gone");
        }
    }

    private int confirm(List<Booking.Confirmed> bookings) {
        return jdbc.sql("""
                UPDATE booking b SET status = 'CONFIRMED', payment_id = c.payment, confirmed_at = c.at
                FROM (SELECT * FROM jsonb_to_recordset(:confirmed::jsonb)
                          AS r (bucket int, id uuid, payment uuid, at timestamptz)) c
                WHERE b.bucket = ANY (:buckets) AND b.id = ANY (:ids) AND b.bucket = c.bucket AND b.id = c.id
                """)
                .param("confirmed", json.writeValueAsString(column(bookings, Confirmation::of, Confirmation[]::new)))
                .param(
                        "buckets",
                        column(bookings, booking -> booking.id().bucket().value(), Integer[]::new))
                .param("ids", column(bookings, booking -> booking.id().value(), UUID[]::new))
                .update();
    }

    /** A booking's row once it is paid for, as far as it changes. */
    private record Confirmation(int bucket, UUID id, UUID payment, Instant at) {

        static Confirmation of(Booking.Confirmed booking) {
            return new Confirmation(
                    booking.id().bucket().value(),
                    booking.id().value(),
                    booking.payment().value(),
                    booking.confirmedAt());
        }
    }

    private void markReturned(BookingId id, Booking.ReturnedItem returned) {
        jdbc.sql("""
                UPDATE booking_item SET returned_at = :at, refund_id = :refund
                WHERE bucket = :bucket AND booking_id = :booking AND id = :id AND returned_at IS NULL
                """)
                .param("at", returned.at().atOffset(UTC))
                .param("refund", returned.refund())
                .param("bucket", id.bucket().value())
                .param("booking", id.value())
                .param("id", returned.item().id().value())
                .update();
    }

    private int cancel(Booking.Cancelled booking) {
        return jdbc.sql("""
                UPDATE booking SET status = 'CANCELLED', cancel_reason = :reason, cancelled_at = :at, refund_id = :refund
                WHERE bucket = :bucket AND id = :id
                """)
                .param("reason", booking.reason().name())
                .param("at", booking.cancelledAt().atOffset(UTC))
                .param("refund", booking.refund())
                .param("bucket", booking.id().bucket().value())
                .param("id", booking.id().value())
                .update();
    }

    @Override
    public void expireAll(List<Booking.Expired> bookings) {
        if (expire(bookings) != bookings.size()) {
            throw new IllegalStateException("A booking that expires is gone");
        }
    }

    private int expire(List<Booking.Expired> bookings) {
        Booking.Expired any = bookings.getFirst();
        return jdbc.sql("""
                UPDATE booking SET status = 'EXPIRED', expired_at = :at WHERE bucket = :bucket AND id = ANY (:ids)
                """)
                .param("at", any.expiredAt().atOffset(UTC))
                .param("bucket", any.id().bucket().value())
                .param(
                        "ids",
                        bookings.stream().map(booking -> booking.id().value()).toArray(UUID[]::new))
                .update();
    }

    @Override
    public List<BookingId> due(Set<Bucket> buckets, Instant now, int limit) {
        return jdbc.sql("""
                SELECT id FROM booking
                WHERE status = 'HELD' AND expires_at <= :now AND bucket = ANY (:buckets)
                ORDER BY expires_at LIMIT :limit
                """)
                .param("now", now.atOffset(UTC))
                .param("buckets", Bucket.numbers(buckets))
                .param("limit", limit)
                .query((row, _) -> new BookingId(row.getObject("id", UUID.class)))
                .list();
    }

    @Override
    public long countHeld(Set<Bucket> buckets) {
        return jdbc.sql("SELECT count(*) FROM booking WHERE status = 'HELD' AND bucket = ANY (:buckets)")
                .param("buckets", Bucket.numbers(buckets))
                .query(Long.class)
                .single();
    }

    @Override
    public List<Booking.Held> lockDue(Bucket bucket, Collection<BookingId> ids, Instant now) {
        List<BookingRow> rows = jdbc.sql("""
                SELECT * FROM booking
                WHERE bucket = :bucket AND id IN (:ids) AND status = 'HELD' AND expires_at <= :now
                ORDER BY id FOR UPDATE SKIP LOCKED
                """)
                .param("bucket", bucket.value())
                .param("ids", ids.stream().map(BookingId::value).toList())
                .param("now", now.atOffset(UTC))
                .query(BookingRow::read)
                .list();
        return withItems(rows).stream().map(Booking.Held.class::cast).toList();
    }

    @Override
    public List<BookingId> openOf(Bucket bucket, UUID eventId, @Nullable BookingId after, int limit) {
        return jdbc.sql("""
                SELECT id FROM booking
                WHERE bucket = :bucket AND event_id = :event AND status IN ('HELD', 'CONFIRMED')
                  AND id > :after
                ORDER BY id LIMIT :limit
                """)
                .param("bucket", bucket.value())
                .param("event", eventId)
                .param("after", after == null ? LOWEST : after.value())
                .param("limit", limit)
                .query((row, _) -> new BookingId(row.getObject("id", UUID.class)))
                .list();
    }

    @Override
    public Map<UUID, Integer> openPlaces(Bucket bucket, UUID eventId, Set<UUID> buyers) {
        Map<UUID, Integer> places = new HashMap<>();
        jdbc.sql("""
                SELECT b.buyer_id, count(*) AS places
                FROM booking b
                JOIN booking_item i ON i.bucket = b.bucket AND i.booking_id = b.id
                WHERE b.bucket = :bucket AND b.event_id = :event AND b.buyer_id = ANY (:buyers)
                  AND b.status IN ('HELD', 'CONFIRMED') AND i.returned_at IS NULL
                GROUP BY b.buyer_id
                """)
                .param("bucket", bucket.value())
                .param("event", eventId)
                .param("buyers", buyers.toArray(UUID[]::new))
                .query(row -> {
                    places.put(row.getObject("buyer_id", UUID.class), row.getInt("places"));
                });
        return places;
    }

    @Override
    public List<Booking> ofBuyer(Set<Bucket> buckets, UUID buyerId, @Nullable UUID before, int limit) {
        return withItems(jdbc.sql("""
                SELECT * FROM booking
                WHERE buyer_id = :buyer AND bucket = ANY (:buckets) AND id < :before
                ORDER BY id DESC LIMIT :limit
                """)
                .param("buyer", buyerId)
                .param("buckets", Bucket.numbers(buckets))
                .param("before", before == null ? HIGHEST : before)
                .param("limit", limit)
                .query(BookingRow::read)
                .list());
    }

    private List<Booking> withItems(List<BookingRow> rows) {
        if (rows.isEmpty()) {
            return List.of();
        }
        Map<UUID, List<ItemRow>> items = jdbc
                .sql("""
                SELECT * FROM booking_item WHERE bucket IN (:buckets) AND booking_id IN (:bookings)
                ORDER BY booking_id, position
                """)
                .param(
                        "buckets",
                        rows.stream().map(BookingRow::bucket).distinct().toList())
                .param("bookings", rows.stream().map(BookingRow::id).toList())
                .query(ItemRow::read)
                .stream()
                .collect(groupingBy(ItemRow::bookingId));
        return rows.stream()
                .map(row -> row.toBooking(items.getOrDefault(row.id(), List.of())))
                .toList();
    }
}
