package dev.evently.event.search;

import dev.evently.event.search.SearchQuery.Circle;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Searches the listings; every order begins at its position without counting the rows before it. */
@Repository
class ListingSearch {

    private final JdbcClient jdbc;

    ListingSearch(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * What is asked of the table.
     *
     * @param query what is looked for
     * @param everyState whether events that are not published are seen, which takes an organizer in the query
     * @param from the earliest start; null for any
     * @param after where to begin; null at the beginning
     * @param limit how many rows at most
     */
    record Question(
            SearchQuery query,
            boolean everyState,
            @Nullable Instant from,
            @Nullable Position after,
            int limit) {}

    /** A row with what its order led with; null when the order has no lead. */
    record Found(ListingView view, @Nullable Number lead) {}

    /** A statement with named parameters. */
    record Statement(String sql, Map<String, Object> parameters) {}

    List<Found> find(Question question) {
        Statement statement = statement(question);
        Sort sort = question.query().sort();
        boolean measured = question.query().near() != null;
        return jdbc.sql(statement.sql())
                .params(statement.parameters())
                .query((row, number) -> new Found(view(row, measured), lead(row, sort)))
                .list();
    }

    static Statement statement(Question question) {
        SearchQuery query = question.query();
        List<String> conditions = new ArrayList<>();
        Map<String, Object> parameters = new HashMap<>();
        addVisibility(question, conditions, parameters);
        addTime("starts_at >= :from", "from", question.from(), conditions, parameters);
        addTime("starts_at < :to", "to", query.to(), conditions, parameters);
        add("category_key = :category", "category", query.category(), conditions, parameters);
        add("city_key = :city", "city", query.city(), conditions, parameters);
        add("price_key >= :minPrice", "minPrice", query.minPrice(), conditions, parameters);
        add("price_key <= :maxPrice", "maxPrice", query.maxPrice(), conditions, parameters);
        add("currency = :currency", "currency", query.currency(), conditions, parameters);
        add("document @@ websearch_to_tsquery('listing', :text)", "text", query.text(), conditions, parameters);
        String distance = addCircle(query.near(), conditions, parameters);
        String order = addPosition(query.sort().lead(), question.after(), conditions, parameters);
        parameters.put("limit", question.limit());
        return new Statement(
                """
                SELECT event_id, organizer_id, status, title, category, venue_id, venue_name, city, country,
                       starts_at, ends_at, timezone, currency, from_price, %s AS lead, %s AS distance
                FROM event_listing
                WHERE %s
                ORDER BY %s
                LIMIT :limit
                """.formatted(query.sort().lead(), distance, String.join(" AND ", conditions), order), parameters);
    }

    private static void addVisibility(Question question, List<String> conditions, Map<String, Object> parameters) {
        add("organizer_id = :organizerId", "organizerId", question.query().organizerId(), conditions, parameters);
        if (question.everyState()) {
            add("status = :status", "status", question.query().status(), conditions, parameters);
        } else {
            conditions.add("status = 'PUBLISHED'");
        }
    }

    /** The box is what the index answers; the distance cuts its corners off. */
    private static String addCircle(@Nullable Circle near, List<String> conditions, Map<String, Object> parameters) {
        if (near == null) {
            return "NULL";
        }
        String distance = "earth_distance(position, ll_to_earth(:latitude, :longitude))";
        conditions.add("earth_box(ll_to_earth(:latitude, :longitude), :radius) @> position");
        conditions.add(distance + " <= :radius");
        parameters.put("latitude", near.latitude());
        parameters.put("longitude", near.longitude());
        parameters.put("radius", near.radiusKm() * 1_000);
        return distance;
    }

    private static String addPosition(
            @Nullable String lead, @Nullable Position after, List<String> conditions, Map<String, Object> parameters) {
        String keys = (lead == null ? "" : lead + ", ") + "starts_at, event_id";
        if (after != null) {
            conditions.add(
                    "(%s) > (%s:afterStart, :afterId)".formatted(keys, after.lead() == null ? "" : ":afterLead, "));
            if (after.lead() != null) {
                parameters.put("afterLead", after.lead());
            }
            parameters.put("afterStart", after.startsAt().atOffset(ZoneOffset.UTC));
            parameters.put("afterId", after.eventId());
        }
        return keys;
    }

    private static void addTime(
            String condition,
            String name,
            @Nullable Instant time,
            List<String> conditions,
            Map<String, Object> parameters) {
        add(condition, name, time == null ? null : time.atOffset(ZoneOffset.UTC), conditions, parameters);
    }

    private static void add(
            String condition,
            String name,
            @Nullable Object value,
            List<String> conditions,
            Map<String, Object> parameters) {
        if (value != null) {
            conditions.add(condition);
            parameters.put(name, value);
        }
    }

    private static @Nullable Number lead(ResultSet row, Sort sort) throws SQLException {
        return switch (sort) {
            case STARTS_AT -> null;
            case PRICE -> row.getLong("lead");
            case DISTANCE, RELEVANCE -> row.getDouble("lead");
        };
    }

    private static ListingView view(ResultSet row, boolean measured) throws SQLException {
        return new ListingView(
                row.getObject("event_id", UUID.class),
                row.getObject("organizer_id", UUID.class),
                row.getString("status"),
                row.getString("title"),
                row.getString("category"),
                time(row, "starts_at"),
                time(row, "ends_at"),
                row.getString("timezone"),
                row.getString("city"),
                venue(row),
                row.getObject("from_price", Long.class),
                row.getString("currency"),
                measured ? Math.round(row.getDouble("distance") / 100) / 10.0 : null);
    }

    private static ListingView.@Nullable VenueView venue(ResultSet row) throws SQLException {
        UUID id = row.getObject("venue_id", UUID.class);
        return id == null
                ? null
                : new ListingView.VenueView(
                        id, row.getString("venue_name"), row.getString("city"), row.getString("country"));
    }

    private static Instant time(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
