package dev.evently.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evently.event.EventApi.Answer;
import dev.evently.testing.IntegrationTest;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.util.RawValue;

/** Input that no client should send: every one is refused with a problem that names the field, and none with a 500. */
@IntegrationTest
class HostileInputIT {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String NUL = "\\u0000";
    private static final String HALF_AN_EMOJI = "\\ud83d";

    private final EventApi visitor;
    private final EventApi owner;
    private final String organizerId;

    HostileInputIT(@LocalServerPort int port) {
        visitor = EventApi.anybody(port);
        owner = visitor.as(UUID.randomUUID());
        organizerId = owner.organizer();
    }

    @ParameterizedTest(name = "event with {0} = {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            organizerId | null | organizerId
            organizerId | "nobody" | organizerId
            organizerId | 7 | organizerId
            venueId | "nowhere" | venueId
            venueId | "00000000-0000-7000-8000-000000000000" | venueId
            title | null | title
            title | "" | title
            title | " \\t " | title
            title | "two\\nlines" | title
            title | "bell\\u0007" | title
            title | "nul\\u0000" | title
            title | "half \\ud83d" | title
            title | "half \\udc00" | title
            title | ["a"] | title
            title | {"a":1} | title
            title | 7 | title
            title | true | title
            timezone | 2 | timezone
            description | "nul\\u0000" | description
            category | "" | category
            category | null | category
            startsAt | null | startsAt
            startsAt | "tomorrow" | startsAt
            startsAt | "2001-01-01T00:00:00Z" | startsAt
            startsAt | "-999999999-01-01T00:00:00Z" | startsAt
            startsAt | "+999999999-12-31T23:59:59Z" | startsAt
            startsAt | "2030-02-30T00:00:00Z" | startsAt
            startsAt | 1e300 | startsAt
            startsAt | -99999999999999999999 | startsAt
            endsAt | null | endsAt
            endsAt | "2001-01-01T00:00:00Z" | endsAt
            endsAt | "+999999999-12-31T23:59:59Z" | endsAt
            endsAt | {} | endsAt
            timezone | null | timezone
            timezone | "Europe/Atlantis" | timezone
            timezone | "+02:00" | timezone
            timezone | "europe/berlin" | timezone
            currency | null | currency
            currency | "eur" | currency
            currency | "XXX" | currency
            currency | "XAU" | currency
            currency | "EURO" | currency
            maxPerBuyer | 0 | maxPerBuyer
            maxPerBuyer | -4 | maxPerBuyer
            maxPerBuyer | 10001 | maxPerBuyer
            maxPerBuyer | 2147483648 | maxPerBuyer
            maxPerBuyer | 1.5 | maxPerBuyer
            maxPerBuyer | "4" | maxPerBuyer
            maxPerBuyer | [] | maxPerBuyer
            products | {} | products
            products | "Standing" | products
            products | [null] | products[0]
            products | [[]] | products[0]
            products | [7] | products[0]
            """)
    void refusesEvents(String field, String value, String blamed) {
        Answer answer = owner.post("/events", eventWith(field, value));

        assertThat(answer.expectProblem(422, "validation").blamed()).contains(blamed);
    }

    @ParameterizedTest(name = "product with {0} = {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            id | "7" | products[0].id
            id | "00000000-0000-7000-8000-000000000000" | products[0].id
            name | null | products[0].name
            name | "" | products[0].name
            name | "nul\\u0000" | products[0].name
            price | null | products[0].price
            price | -1 | products[0].price
            price | 10000000001 | products[0].price
            price | 12.5 | products[0].price
            price | 1e3 | products[0].price
            price | 99999999999999999999999999 | products[0].price
            price | -9223372036854775809 | products[0].price
            price | "100" | products[0].price
            price | true | products[0].price
            capacity | null | products[0].capacity
            capacity | 0 | products[0].capacity
            capacity | -5 | products[0].capacity
            capacity | 1000001 | products[0].capacity
            capacity | 2147483648 | products[0].capacity
            capacity | 1.0 | products[0].capacity
            maxPerBooking | null | products[0].maxPerBooking
            maxPerBooking | 0 | products[0].maxPerBooking
            maxPerBooking | 101 | products[0].maxPerBooking
            maxPerBooking | 99 | products[0].maxPerBooking
            """)
    void refusesProducts(String field, String value, String blamed) {
        ObjectNode event = event();
        ObjectNode product = (ObjectNode) event.at("/products/0");
        product.put("capacity", 98);
        product.putRawValue(field, new RawValue(value));
        String body = JSON.writeValueAsString(event);

        assertThat(owner.post("/events", body).expectProblem(422, "validation").blamed())
                .contains(blamed);
    }

    @ParameterizedTest(name = "venue with {0} = {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            organizerId | null | 422
            organizerId | "00000000-0000-7000-8000-000000000000" | 404
            name | null | 422
            name | "nul\\u0000" | 422
            address | " " | 422
            city | null | 422
            city | "half \\ud83d" | 422
            country | "Germany" | 422
            country | "de" | 422
            country | "ZZ" | 422
            latitude | null | 422
            latitude | 90.0001 | 422
            latitude | -91 | 422
            latitude | 1e400 | 422
            latitude | "NaN" | 422
            latitude | "53.5" | 422
            longitude | 180.5 | 422
            longitude | -1e308 | 422
            timezone | "Mars/Olympus" | 422
            capacity | 0 | 422
            capacity | 1000001 | 422
            capacity | 99999999999 | 422
            """)
    void refusesVenues(String field, String value, int status) {
        ObjectNode venue = (ObjectNode) JSON.readTree(EventApi.venueBody(organizerId, "Hamburg", 53.55, 9.99));
        venue.putRawValue(field, new RawValue(value));

        Answer answer = owner.post("/venues", JSON.writeValueAsString(venue)).expect(status);
        assertThat(answer.blamed()).containsOnly(field);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"name\":null}",
                "{}",
                "{\"name\":\"\"}",
                "{\"name\":\"" + NUL + "\"}",
                "{\"name\":\"" + HALF_AN_EMOJI + "\"}",
                "{\"name\":{}}"
            })
    void refusesOrganizers(String body) {
        assertThat(owner.post("/organizers", body)
                        .expectProblem(422, "validation")
                        .blamed())
                .containsExactly("name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "nonsense", "{\"title\":}", "{\"title\":\"\\x\"}"})
    void refusesWhatIsNoJson(String body) {
        String path = "/events/" + owner.draft(JSON.writeValueAsString(event()));

        owner.post("/events", body).expectProblem(400, "malformed-request");
        owner.put(path, body).expectProblem(400, "malformed-request");
        owner.patch(path, body).expectProblem(400, "malformed-request");
        owner.post("/venues", body).expectProblem(400, "malformed-request");
        owner.post("/organizers", body).expectProblem(400, "malformed-request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "7", "\"text\"", "null", "true"})
    void refusesWhatIsNoObject(String body) {
        String path = "/events/" + owner.draft(JSON.writeValueAsString(event()));

        assertRefused(owner.post("/events", body));
        assertRefused(owner.put(path, body));
        assertRefused(owner.patch(path, body));
    }

    @ParameterizedTest(name = "patch {0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"title":null} | title
            {"title":"nul\\u0000"} | title
            {"title":{"deep":{"deeper":1}}} | title
            {"startsAt":"2001-01-01T00:00:00Z"} | startsAt
            {"endsAt":null} | endsAt
            {"organizerId":"00000000-0000-7000-8000-000000000000"} | organizerId
            {"venueId":"00000000-0000-7000-8000-000000000000"} | venueId
            {"products":[{"name":"x","price":-1,"capacity":1,"maxPerBooking":1}]} | products[0].price
            {"products":[{"name":"x","price":1e999,"capacity":1,"maxPerBooking":1}]} | products[0].price
            {"maxPerBuyer":0} | maxPerBuyer
            {"products":{"0":{"price":1}}} | products
            """)
    void refusesPatches(String patch, String blamed) {
        String path = "/events/" + owner.draft(JSON.writeValueAsString(event()));

        assertThat(owner.patch(path, patch).expectProblem(422, "validation").blamed())
                .containsExactly(blamed);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            limit=0 | limit
            limit=101 | limit
            limit=x | limit
            limit=99999999999 | limit
            minPrice=-1 | minPrice
            minPrice=1.5 | minPrice
            maxPrice=99999999999999999999 | maxPrice
            from=yesterday | from
            from=-999999999-01-01T00:00:00Z | from
            to=%2B999999999-12-31T00:00:00Z | to
            to=2030-02-30 | to
            near=here | near
            near=91,0 | near
            near=0,181 | near
            near=NaN,NaN | near
            near=1e999,0 | near
            near=1,2,3 | near
            near=1,2&radiusKm=0 | radiusKm
            near=1,2&radiusKm=-1 | radiusKm
            near=1,2&radiusKm=NaN | radiusKm
            near=1,2&radiusKm=1e9 | radiusKm
            radiusKm=5 | radiusKm
            sort=distance | sort
            sort=best | sort
            currency=euro | currency
            organizerId=7 | organizerId
            status=GONE | status
            q=%00 | url
            q=%FF%FE | url
            q=%ED%A0%80 | url
            """)
    void refusesSearches(String query, String blamed) {
        assertThat(visitor.get("/events?" + query)
                        .expectProblem(400, "malformed-request")
                        .blamed())
                .containsExactly(blamed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "q=%25%27%22%3B--",
                "q=!%26%7C%3A*()%5C",
                "q=%22",
                "q=or",
                "q=-",
                "q=%F0%9F%8E%AA",
                "city=%27%3B+DROP+TABLE+event",
                "category=%25",
                "near=90,180&radiusKm=20038&sort=distance",
                "near=-90,-180&radiusKm=0.0000001",
                "from=0001-01-01&to=9999-12-31",
                "minPrice=9223372036854775807",
                "sort=relevance",
                "q=&city=&limit="
            })
    void answersOddSearches(String query) {
        visitor.get("/events?" + query).expect(200);
    }

    @Test
    void refusesTooMuchText() {
        assertThat(owner.post("/events", eventWith("title", text(201))).blamed())
                .containsExactly("title");
        assertThat(owner.post("/events", eventWith("description", text(10_001))).blamed())
                .containsExactly("description");
        assertThat(owner.post("/events", eventWith("category", text(65))).blamed())
                .containsExactly("category");
        assertThat(visitor.get("/events?q=" + "x".repeat(201)).expect(400).blamed())
                .containsExactly("q");
        owner.post("/events", eventWith("description", text(2_000_000))).expectProblem(413, "payload-too-large");
        owner.post("/events", eventWith("description", text(10_000))).expect(201);
    }

    @Test
    void refusesTooManyProductsWithoutALitany() {
        ObjectNode event = event();
        ArrayNode products = event.putArray("products");
        for (int i = 0; i < 100_000; i++) {
            products.addObject();
        }

        Answer answer = owner.post("/events", JSON.writeValueAsString(event)).expectProblem(422, "validation");
        assertThat(answer.blamed()).contains("products").hasSizeLessThan(500);
    }

    @Test
    void refusesDeepNesting() {
        String deep = "[".repeat(5_000) + "]".repeat(5_000);

        assertRefused(owner.post("/events", eventWith("products", deep)));
        assertRefused(
                owner.patch("/events/" + owner.draft(JSON.writeValueAsString(event())), "{\"products\":" + deep + "}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "7", "..%2F..%2Fetc", "%00"})
    void refusesIdsThatAreNone(String id) {
        for (String path : new String[] {"/events/", "/venues/", "/organizers/"}) {
            assertRefused(owner.get(path + id));
        }
        assertRefused(owner.post("/events/" + id + "/publish", ""));
        assertRefused(owner.delete("/organizers/" + organizerId + "/members/" + id));
    }

    @Test
    void refusesMembersThatAreNone() {
        String path = "/organizers/" + organizerId + "/members/" + UUID.randomUUID();

        for (String body : new String[] {"{}", "{\"role\":\"KING\"}", "{\"role\":1}", "{\"role\":null}"}) {
            assertThat(owner.put(path, body).expectProblem(422, "validation").blamed())
                    .containsExactly("role");
        }
    }

    private static void assertRefused(Answer answer) {
        assertThat(answer.status()).as(answer.response().body()).isBetween(400, 499);
    }

    private static String text(int length) {
        return "\"" + "x".repeat(length) + "\"";
    }

    private String eventWith(String field, String json) {
        return JSON.writeValueAsString(event().putRawValue(field, new RawValue(json)));
    }

    private ObjectNode event() {
        JsonNode event = JSON.readTree(EventApi.eventBody(organizerId, null, "Ordinary", Duration.ofDays(30)));
        return (ObjectNode) event;
    }
}
