package dev.evently.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileInputIT {

    private Sale sale = new Sale(new Api("", null, null), "", "");
    private Api buyer = sale.organizer();
    private Api stranger = sale.organizer();
    private String organizerId = "";

    @BeforeAll
    void openASale() {
        sale = Sale.open(10);
        List<Api> people = People.buyers(2);
        buyer = people.get(0);
        stranger = people.get(1);
        organizerId = Sale.organizerOf(buyer);
    }

    @Test
    void doesNotTellThatABookingOfSomebodyElseExists() {
        String booking = sale.buy(buyer);
        String ticket = buyer.get("/bookings/" + booking + "/tickets")
                .expect(200)
                .json()
                .path("items")
                .path(0)
                .path("id")
                .asString();

        stranger.get("/bookings/" + booking).expectProblem(404, "not-found");
        stranger.get("/bookings/" + booking + "/tickets").expectProblem(404, "not-found");
        stranger.post("/bookings/" + booking + "/payment", Api.card("tok_ok")).expectProblem(404, "not-found");
        stranger.post("/bookings/" + booking + "/cancel", Map.of()).expectProblem(404, "not-found");
        stranger.get("/tickets/" + ticket + "/qr").expectProblem(404, "not-found");
        stranger.get("/tickets/" + ticket + "/pdf").expectProblem(404, "not-found");
        stranger.post("/events/" + sale.event() + "/check-ins", Map.of("code", "x"))
                .expectProblem(404, "not-found");
        stranger.get("/events/" + sale.event() + "/analytics").expectProblem(404, "not-found");
        assertThat(buyer.get("/bookings/" + booking).expect(200).text("status")).isEqualTo("CONFIRMED");
    }

    @Test
    void doesNotTellThatADraftOfSomebodyElseExists() {
        Map<String, Object> body = Sale.draft(organizerId, 5);
        String draft = buyer.post("/events", body).expect(201).text("id");

        stranger.get("/events/" + draft).expectProblem(404, "not-found");
        Api.ofNobody().get("/events/" + draft).expectProblem(404, "not-found");
        stranger.put("/events/" + draft, body).expectProblem(404, "not-found");
        stranger.delete("/events/" + draft).expectProblem(404, "not-found");
        stranger.post("/events/" + draft + "/publish", Map.of()).expectProblem(404, "not-found");
        stranger.post("/events/" + draft + "/cancel", Map.of()).expectProblem(404, "not-found");
        stranger.post("/events", Sale.draft(organizerId, 5)).expectProblem(404, "not-found");
        stranger.post("/bookings", Api.order(draft, UUID.randomUUID().toString(), 1))
                .expect(404);
    }

    @Test
    void takesNobodysWordForWhatIsNotHisToSay() {
        Reply account = Api.ofNobody()
                .post(
                        "/auth/register",
                        Map.of(
                                "email",
                                UUID.randomUUID() + "@evently.example",
                                "password",
                                "Correct-horse-battery-7",
                                "displayName",
                                "A guest",
                                "id",
                                UUID.randomUUID().toString(),
                                "roles",
                                List.of("ADMIN"),
                                "mfaEnabled",
                                true));
        assertThat(account.expect(201).json().path("roles").toString()).isEqualTo("[\"USER\"]");

        Map<String, Object> draft = new HashMap<>(Sale.draft(organizerId, 5));
        draft.put("status", "PUBLISHED");
        draft.put("version", 99);
        assertThat(buyer.post("/events", draft).expect(201).text("status")).isEqualTo("DRAFT");

        Map<String, Object> order = new HashMap<>(Api.order(sale.event(), sale.product(), 1));
        order.putAll(
                Map.of("status", "CONFIRMED", "total", 0, "price", 0, "buyerId", UUID.randomUUID(), "paymentId", "x"));
        Reply booking = buyer.post("/bookings", order).expect(201);
        assertThat(booking.text("status")).isEqualTo("HELD");
        assertThat(booking.json().path("total").asInt()).isEqualTo(Sale.PRICE);
        stranger.get("/bookings/" + booking.text("id")).expectProblem(404, "not-found");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "[]", "null", "\"text\"", "{\"eventId\":}", "{\"eventId\":\"\u0000\"}", "not json"})
    void refusesWhatIsNoOrder(String body) {
        Reply reply = refused(buyer.post("/bookings", body));

        assertThat(reply.problem()).isIn("malformed-request", "validation");
    }

    @ParameterizedTest
    @CsvSource({"'\"two\"'", "-1", "0", "1.5", "99999999999999999999", "2147483647", "null", "true", "[]", "{}"})
    void namesAQuantityThatIsNone(String quantity) {
        String body = "{\"eventId\":\"%s\",\"items\":[{\"productId\":\"%s\",\"quantity\":%s}]}"
                .formatted(sale.event(), sale.product(), quantity);

        assertBlames(buyer.post("/bookings", body), "quantity");
    }

    @ParameterizedTest
    @CsvSource({"nonsense", "00000000-0000-0000-0000-00000000000g", "' OR 1=1", "../../internal"})
    void namesAnEventIdThatIsNone(String id) {
        Map<String, ?> body =
                Map.of("eventId", id, "items", List.of(Map.of("productId", sale.product(), "quantity", 1)));

        assertBlames(buyer.post("/bookings", body), "eventId");
    }

    @Test
    void readsWhateverTheGatewayLetsPass() {
        Api.ofNobody().get("/events?q=[a]").expect(200);
        Api.ofNobody().get("/events?limit=[1]").expectProblem(400, "malformed-request");
        refused(Api.ofNobody().get("/events?q=" + "x".repeat(7_000)));
        buyer.as("x".repeat(7_000)).get("/bookings?cursor=" + "x".repeat(7_000)).expectProblem(401, "unauthenticated");
    }

    @Test
    void refusesOrdersThatMissSomething() {
        assertBlames(buyer.post("/bookings", Map.of("eventId", sale.event())), "items");
        assertBlames(buyer.post("/bookings", Map.of("eventId", sale.event(), "items", List.of())), "items");
        refused(buyer.send("POST", "/bookings", BodyPublishers.ofString("{}"), null));
        refused(buyer.post("/bookings", Api.order(UUID.randomUUID().toString(), sale.product(), 1)));
        refused(buyer.post(
                "/bookings", Api.order(sale.event(), UUID.randomUUID().toString(), 1)));
        refused(buyer.post("/bookings", Api.order(sale.event(), sale.product(), 5)));
    }

    @Test
    void refusesAKeyThatWasUsedForSomethingElse() {
        String key = UUID.randomUUID().toString();
        String booking = buyer.post("/bookings", Api.order(sale.event(), sale.product(), 1), key)
                .expect(201)
                .text("id");

        assertThat(buyer.post("/bookings", Api.order(sale.event(), sale.product(), 1), key)
                        .expect(201)
                        .text("id"))
                .isEqualTo(booking);
        buyer.post("/bookings", Api.order(sale.event(), sale.product(), 2), key)
                .expectProblem(422, "idempotency-key-reused");
        buyer.post("/bookings/" + booking + "/cancel", Map.of()).expect(200);
    }

    private static Stream<Arguments> badDraftFields() {
        String past = Instant.now().minus(2, ChronoUnit.DAYS).toString();
        return Stream.of(
                Arguments.of("currency", "XXZ"),
                Arguments.of("currency", "euro"),
                Arguments.of("currency", 7),
                Arguments.of("timezone", "Mars/Olympus"),
                Arguments.of("timezone", "' ; DROP TABLE events; --"),
                Arguments.of("startsAt", past),
                Arguments.of("startsAt", "tomorrow"),
                Arguments.of("startsAt", "+999999999-12-31T23:59:59Z"),
                Arguments.of("endsAt", past),
                Arguments.of("title", ""),
                Arguments.of("title", "x".repeat(100_000)),
                Arguments.of("title", List.of()),
                Arguments.of("organizerId", "nonsense"),
                Arguments.of("venueId", "nonsense"),
                Arguments.of("products", List.of("one")),
                Arguments.of("products", "none"),
                Arguments.of("products", List.of(Map.of("name", "A", "price", -1, "capacity", 1, "maxPerBooking", 1))),
                Arguments.of("products", List.of(Map.of("name", "A", "price", 1, "capacity", -1, "maxPerBooking", 1))),
                Arguments.of("products", List.of(Map.of("name", "A", "price", 1.5, "capacity", 1, "maxPerBooking", 1))),
                Arguments.of(
                        "products",
                        List.of(Map.of("name", "A", "price", Long.MAX_VALUE, "capacity", 1, "maxPerBooking", 1))));
    }

    @ParameterizedTest
    @MethodSource("badDraftFields")
    void namesTheFieldOfADraftThatIsWrong(String field, Object value) {
        Map<String, Object> draft = Sale.draft(organizerId, 5);
        draft.put(field, value);

        assertBlames(buyer.post("/events", draft), field);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%27%20OR%201%3D1%20--",
                "%27%3B%20DROP%20TABLE%20events%3B%20--",
                "%25%25%25",
                "%28%26%7C%21%3A%2A",
                "%5C",
                "%F0%9F%8E%AB",
                "%3Cscript%3E"
            })
    void searchesForSqlAsForAnyText(String text) {
        Api.ofNobody().get("/events?q=" + text).expect(200);
        Api.ofNobody().get("/events?city=" + text).expect(200);
        assertThat(Api.ofNobody().get("/events/" + sale.event()).expect(200).text("status"))
                .isEqualTo("PUBLISHED");
    }

    @ParameterizedTest
    @CsvSource({
        "limit,-1",
        "limit,abc",
        "limit,99999999999",
        "cursor,nonsense",
        "from,yesterday",
        "near,here",
        "near,'91,181'",
        "minPrice,cheap",
        "sort,evil",
        "q,%00"
    })
    void namesTheParameterOfASearchThatIsWrong(String parameter, String value) {
        Reply reply = refused(Api.ofNobody().get("/events?" + parameter + "=" + value));

        if (!value.equals("%00")) {
            assertThat(reply.body()).contains(parameter);
        }
    }

    @Test
    void refusesBodiesOfTenMegabytes() {
        String body = "{\"eventId\":\"" + "x".repeat(10 * 1024 * 1024) + "\"}";

        buyer.post("/bookings", body).expectProblem(413, "payload-too-large");
        buyer.post("/events", body).expectProblem(413, "payload-too-large");
        Api.ofNobody().post("/auth/login", body).expectProblem(413, "payload-too-large");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"email\":5,\"password\":[]}", "{\"email\":\"x\",\"password\":\"y\"}"})
    void refusesCredentialsThatAreNone(String body) {
        refused(Api.ofNobody().post("/auth/register", body));
        refused(Api.ofNobody().post("/auth/login", body));
        refused(Api.ofNobody().post("/auth/refresh", body));
    }

    @Test
    void answersNothingWithoutAToken() {
        for (String path : List.of("/bookings", "/users/me", "/waitlist", "/notifications", "/analytics/overview")) {
            Api.ofNobody().get(path).expectProblem(401, "unauthenticated");
        }
        buyer.get("/analytics/overview").expectProblem(403, "forbidden");
    }

    /** Fails unless the request was refused with a complete problem that is the client's fault. */
    private static Reply refused(Reply reply) {
        assertThat(reply.status()).as("%s", reply).isBetween(400, 499);
        return reply.expectProblem(reply.status(), reply.problem());
    }

    private static void assertBlames(Reply reply, String field) {
        refused(reply);
        assertThat(reply.blamed()).as("%s", reply).anyMatch(blamed -> blamed.contains(field));
    }
}
