package dev.evently.booking.inventory.persistence;

import static dev.evently.booking.persistence.Columns.column;
import static java.time.ZoneOffset.UTC;
import static java.util.function.Predicate.not;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import dev.evently.booking.inventory.Inventory;
import dev.evently.booking.inventory.Product;
import dev.evently.booking.inventory.Quota;
import dev.evently.booking.inventory.SaleEvent;
import dev.evently.booking.inventory.SaleEvents;
import dev.evently.booking.sharding.Bucket;
import dev.evently.booking.sharding.RowLocks;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Repository;

@Repository
class JdbcSaleEvents implements SaleEvents {

    private static final String INSERT = """
            INSERT INTO sale_event (bucket, id, organizer_id, version, status, title, venue_name, venue_city,
                                    venue_country, starts_at, ends_at, timezone, currency, max_per_buyer, winding_up)
            VALUES (:bucket, :id, :organizer, :version, :status, :title, :venueName, :venueCity,
                    :venueCountry, :startsAt, :endsAt, :timezone, :currency, :maxPerBuyer, false)
            """;

    private static final String PRODUCTS = """
            SELECT p.*, ARRAY(SELECT pq.quota_id FROM product_quota pq
                              WHERE pq.bucket = p.bucket AND pq.event_id = p.event_id AND pq.product_id = p.id)
                        AS quota_ids
            FROM product p
            WHERE %s
            ORDER BY p.position, p.id
            """;

    private final JdbcClient jdbc;

    private final RowLocks locks;

    JdbcSaleEvents(JdbcClient jdbc, RowLocks locks) {
        this.jdbc = jdbc;
        this.locks = locks;
    }

    @Override
    public Optional<SaleEvent> find(Bucket bucket, UUID eventId) {
        return jdbc.sql("SELECT * FROM sale_event WHERE bucket = :bucket AND id = :event")
                .param("bucket", bucket.value())
                .param("event", eventId)
                .query(JdbcSaleEvents::readEvent)
                .optional();
    }

    @Override
    public Optional<Inventory> inventory(Bucket bucket, UUID eventId) {
        return find(bucket, eventId)
                .map(event -> new Inventory(event, products(bucket, eventId), quotas(bucket, eventId, "")));
    }

    /** The rest is read after the quotas: whoever changes it locks them too. */
    @Override
    public Optional<Inventory> lock(Bucket bucket, UUID eventId) {
        List<Quota> locked = quotas(bucket, eventId, " FOR UPDATE");
        return find(bucket, eventId).map(event -> new Inventory(event, products(bucket, eventId), locked));
    }

    /** An event is busy if one of the quotas that its products draw from could not be locked. */
    @Override
    public Locked lockFree(Set<UUID> eventIds) {
        Map<UUID, List<Quota>> quotas = new HashMap<>();
        locks.together(eventIds, Bucket::ofEvent).forEach(together -> lockFree(together, quotas));
        UUID[] ids = eventIds.toArray(UUID[]::new);
        Integer[] buckets =
                Bucket.numbers(eventIds.stream().map(Bucket::ofEvent).collect(toSet()));
        Map<UUID, List<Product>> products = products(buckets, ids);
        List<Inventory> found = events(buckets, ids).stream()
                .map(event -> new Inventory(
                        event,
                        products.getOrDefault(event.id(), List.of()),
                        quotas.getOrDefault(event.id(), List.of())))
                .toList();
        return new Locked(
                found.stream()
                        .filter(Inventory::complete)
                        .collect(toMap(free -> free.event().id(), Function.identity())),
                found.stream()
                        .filter(not(Inventory::complete))
                        .map(busy -> busy.event().id())
                        .collect(toSet()));
    }

    private void lockFree(List<UUID> eventIds, Map<UUID, List<Quota>> quotas) {
        Integer[] buckets = column(eventIds, event -> Bucket.ofEvent(event).value(), Integer[]::new);
        jdbc.sql("""
                SELECT q.* FROM unnest(:ofEvents::int[], :events::uuid[]) AS k (bucket, event_id)
                JOIN quota q ON q.bucket = k.bucket AND q.event_id = k.event_id
                WHERE q.bucket = ANY (:buckets)
                ORDER BY q.event_id, q.id
                FOR UPDATE OF q SKIP LOCKED
                """)
                .param("ofEvents", buckets)
                .param("events", eventIds.toArray(UUID[]::new))
                .param("buckets", buckets)
                .query(row -> {
                    add(quotas, row, JdbcQuotas.read(row, 0));
                });
    }

    private List<SaleEvent> events(Integer[] buckets, UUID[] ids) {
        return jdbc.sql("SELECT * FROM sale_event WHERE bucket = ANY (:buckets) AND id = ANY (:events)")
                .param("buckets", buckets)
                .param("events", ids)
                .query(JdbcSaleEvents::readEvent)
                .list();
    }

    private Map<UUID, List<Product>> products(Integer[] buckets, UUID[] events) {
        Map<UUID, List<Product>> products = new HashMap<>();
        jdbc.sql(PRODUCTS.formatted("p.bucket = ANY (:buckets) AND p.event_id = ANY (:events)"))
                .param("buckets", buckets)
                .param("events", events)
                .query(row -> {
                    add(products, row, readProduct(row, 0));
                });
        return products;
    }

    private static <T> void add(Map<UUID, List<T>> byEvent, ResultSet row, T value) throws SQLException {
        byEvent.computeIfAbsent(row.getObject("event_id", UUID.class), none -> new ArrayList<>())
                .add(value);
    }

    private List<Product> products(Bucket bucket, UUID eventId) {
        return jdbc.sql(PRODUCTS.formatted("p.bucket = :bucket AND p.event_id = :event"))
                .param("bucket", bucket.value())
                .param("event", eventId)
                .query(JdbcSaleEvents::readProduct)
                .list();
    }

    private List<Quota> quotas(Bucket bucket, UUID eventId, String locking) {
        return jdbc.sql("SELECT * FROM quota WHERE bucket = :bucket AND event_id = :event ORDER BY id" + locking)
                .param("bucket", bucket.value())
                .param("event", eventId)
                .query(JdbcQuotas::read)
                .list();
    }

    @Override
    public boolean saveIfNewer(Bucket bucket, SaleEvent event) {
        return bind(bucket, event, INSERT + """
                ON CONFLICT (bucket, id) DO UPDATE SET organizer_id = excluded.organizer_id,
                    version = excluded.version, title = excluded.title, venue_name = excluded.venue_name,
                    venue_city = excluded.venue_city, venue_country = excluded.venue_country,
                    starts_at = excluded.starts_at, ends_at = excluded.ends_at, timezone = excluded.timezone,
                    currency = excluded.currency, max_per_buyer = excluded.max_per_buyer
                WHERE sale_event.version < excluded.version AND sale_event.status = 'ON_SALE'
                """).update() == 1;
    }

    @Override
    public boolean cancel(Bucket bucket, SaleEvent cancelled) {
        return bind(bucket, cancelled, INSERT + """
                ON CONFLICT (bucket, id) DO UPDATE SET version = greatest(sale_event.version, excluded.version),
                    status = excluded.status, winding_up = true
                WHERE sale_event.status = 'ON_SALE'
                """).update() == 1;
    }

    private StatementSpec bind(Bucket bucket, SaleEvent event, String sql) {
        SaleEvent.@Nullable Venue venue = event.venue();
        return jdbc.sql(sql)
                .param("bucket", bucket.value())
                .param("id", event.id())
                .param("organizer", event.organizerId())
                .param("version", event.version())
                .param("status", event.status().name())
                .param("title", event.title())
                .param("venueName", venue == null ? null : venue.name())
                .param("venueCity", venue == null ? null : venue.city())
                .param("venueCountry", venue == null ? null : venue.country())
                .param("startsAt", event.startsAt().atOffset(UTC))
                .param("endsAt", event.endsAt().atOffset(UTC))
                .param("timezone", event.timezone().getId())
                .param("currency", event.currency())
                .param("maxPerBuyer", event.maxPerBuyer());
    }

    @Override
    public void replaceProducts(Bucket bucket, UUID eventId, List<Product> products) {
        jdbc.sql("UPDATE product SET on_sale = false WHERE bucket = :bucket AND event_id = :event AND on_sale")
                .param("bucket", bucket.value())
                .param("event", eventId)
                .update();
        for (int position = 0; position < products.size(); position++) {
            save(bucket, eventId, products.get(position), position);
        }
    }

    private void save(Bucket bucket, UUID eventId, Product product, int position) {
        jdbc.sql("""
                INSERT INTO product (bucket, event_id, id, position, name, price, max_per_booking, on_sale, seat_quota_id)
                VALUES (:bucket, :event, :id, :position, :name, :price, :max, :onSale, :seatQuota)
                ON CONFLICT (bucket, event_id, id) DO UPDATE SET position = excluded.position, name = excluded.name,
                    price = excluded.price, max_per_booking = excluded.max_per_booking, on_sale = excluded.on_sale,
                    seat_quota_id = excluded.seat_quota_id
                """)
                .param("bucket", bucket.value())
                .param("event", eventId)
                .param("id", product.id())
                .param("position", position)
                .param("name", product.name())
                .param("price", product.price())
                .param("max", product.maxPerBooking())
                .param("onSale", product.onSale())
                .param("seatQuota", product.seatQuota())
                .update();
        jdbc.sql("""
                DELETE FROM product_quota
                WHERE bucket = :bucket AND event_id = :event AND product_id = :product AND quota_id NOT IN (:quotas)
                """)
                .param("bucket", bucket.value())
                .param("event", eventId)
                .param("product", product.id())
                .param("quotas", product.quotaIds())
                .update();
        product.quotaIds()
                .forEach(quota -> jdbc.sql("""
                INSERT INTO product_quota (bucket, event_id, product_id, quota_id)
                VALUES (:bucket, :event, :product, :quota) ON CONFLICT DO NOTHING
                """)
                        .param("bucket", bucket.value())
                        .param("event", eventId)
                        .param("product", product.id())
                        .param("quota", quota)
                        .update());
    }

    @Override
    public List<UUID> windingUp(Set<Bucket> buckets, int limit) {
        return jdbc.sql("""
                SELECT id FROM sale_event WHERE winding_up AND bucket = ANY (:buckets) ORDER BY bucket, id LIMIT :limit
                """)
                .param("buckets", Bucket.numbers(buckets))
                .param("limit", limit)
                .query((row, number) -> row.getObject("id", UUID.class))
                .list();
    }

    @Override
    public void woundUp(Bucket bucket, UUID eventId) {
        jdbc.sql("UPDATE sale_event SET winding_up = false WHERE bucket = :bucket AND id = :event")
                .param("bucket", bucket.value())
                .param("event", eventId)
                .update();
    }

    private static SaleEvent readEvent(ResultSet row, int number) throws SQLException {
        String venue = row.getString("venue_name");
        return new SaleEvent(
                row.getObject("id", UUID.class),
                row.getObject("organizer_id", UUID.class),
                row.getLong("version"),
                SaleEvent.Status.valueOf(row.getString("status")),
                row.getString("title"),
                venue == null
                        ? null
                        : new SaleEvent.Venue(venue, row.getString("venue_city"), row.getString("venue_country")),
                row.getObject("starts_at", OffsetDateTime.class).toInstant(),
                row.getObject("ends_at", OffsetDateTime.class).toInstant(),
                ZoneId.of(row.getString("timezone")),
                row.getString("currency"),
                row.getObject("max_per_buyer", Integer.class));
    }

    private static Product readProduct(ResultSet row, int number) throws SQLException {
        return new Product(
                row.getObject("id", UUID.class),
                row.getString("name"),
                row.getLong("price"),
                row.getInt("max_per_booking"),
                row.getBoolean("on_sale"),
                Set.of((UUID[]) row.getArray("quota_ids").getArray()),
                row.getObject("seat_quota_id", UUID.class));
    }
}
