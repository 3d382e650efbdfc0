package dev.evently.event.search;

import dev.evently.event.search.ListingSearch.Question;
import dev.evently.event.search.ListingSearch.Statement;
import dev.evently.event.search.SearchParameters.Request;
import dev.evently.testing.IntegrationTest;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;

/** What the database intends to do for each kind of search, over enough events for it to matter; rolled back. */
@IntegrationTest
@Transactional
class SearchPlanIT {

    private static final UUID ORGANIZER = UUID.fromString("00000000-0000-7000-8000-00000000abcd");

    private static final List<String> SEARCHES = List.of(
            "",
            "sort=price",
            "category=kind 7",
            "category=kind 7&sort=price",
            "city=city 9",
            "city=city 9&category=kind 7",
            "q=word17",
            "q=event",
            "q=word17&sort=relevance",
            "q=word17&city=city 9&sort=price",
            "near=50,8&radiusKm=50",
            "near=50,8&radiusKm=50&sort=distance",
            "near=50,8&radiusKm=5000&sort=distance",
            "minPrice=100&maxPrice=200",
            "minPrice=100&maxPrice=200&sort=price",
            "from=2030-01-01&to=2030-02-01",
            "currency=EUR",
            "organizerId=" + ORGANIZER);

    private final JdbcClient jdbc;

    @Autowired
    SearchPlanIT(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @BeforeEach
    void listManyEvents() {
        jdbc.sql("INSERT INTO organizer VALUES (?, 'Everything Ltd', 0, now())")
                .param(ORGANIZER)
                .update();
        jdbc.sql("""
                INSERT INTO event (id, organizer_id, version, status, title, description, category, starts_at, ends_at,
                                   timezone, currency, created_at, updated_at, published_at)
                SELECT gen_random_uuid(), ?, 2, 'PUBLISHED', 'Event ' || n, '', 'kind ' || n % 50,
                       now() + n % 9000 * interval '1 hour', now() + n % 9000 * interval '1 hour' + interval '3 hours',
                       'UTC', 'EUR', now(), now(), now()
                FROM generate_series(1, 30000) AS n
                """).param(ORGANIZER).update();
        jdbc.sql("""
                INSERT INTO event_listing (event_id, organizer_id, status, title, category, category_key, city, city_key,
                                           starts_at, ends_at, timezone, currency, from_price, position, document)
                SELECT id, CASE WHEN random() < 0.01 THEN organizer_id ELSE gen_random_uuid() END, status, title,
                       category, category, 'City', 'city ' || (random() * 300)::int, starts_at, ends_at, timezone,
                       currency, (random() * 10000)::bigint,
                       ll_to_earth(asin(random() * 2 - 1) * 180 / pi(), random() * 360 - 180),
                       to_tsvector('listing', title || ' word' || (random() * 5000)::int)
                FROM event WHERE organizer_id = ?
                """).param(ORGANIZER).update();
        jdbc.sql("ANALYZE event_listing").update();
    }

    @Test
    void neverReadsTheWholeTable() {
        SoftAssertions.assertSoftly(softly -> {
            for (String search : SEARCHES) {
                Request request = SearchParameters.read(parametersOf(search));
                boolean team = request.query().organizerId() != null;
                Instant from = team ? null : Instant.now();
                for (Position after :
                        new Position[] {null, middleOf(request.query().sort())}) {
                    softly.assertThat(plan(new Question(request.query(), team, from, after, 21)))
                            .as("%s after %s", search, after)
                            .contains("Index")
                            .doesNotContain("Seq Scan");
                }
            }
        });
    }

    private static Position middleOf(Sort sort) {
        Number lead =
                switch (sort) {
                    case STARTS_AT -> null;
                    case PRICE -> 150L;
                    case DISTANCE -> 40_000.0;
                    case RELEVANCE -> -0.01;
                };
        return new Position(null, lead, Instant.now(), UUID.randomUUID());
    }

    private String plan(Question question) {
        Statement statement = ListingSearch.statement(question);
        return String.join(
                "\n",
                jdbc.sql("EXPLAIN " + statement.sql())
                        .params(statement.parameters())
                        .query(String.class)
                        .list());
    }

    private static Map<String, String> parametersOf(String search) {
        Map<String, String> parameters = new HashMap<>();
        for (String parameter : search.split("&", -1)) {
            String[] pair = parameter.split("=", 2);
            parameters.put(pair[0], pair.length == 2 ? pair[1] : "");
        }
        return parameters;
    }
}
