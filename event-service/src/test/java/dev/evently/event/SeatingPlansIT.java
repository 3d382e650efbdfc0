package dev.evently.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evently.event.EventApi.Answer;
import dev.evently.testing.IntegrationTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** Seating plans as their organizer, strangers and an attacker use them. */
@IntegrationTest
class SeatingPlansIT {

    private static final String PLANS = "/seating-plans";

    private final EventApi visitor;
    private final EventApi owner;
    private final String organizerId;

    SeatingPlansIT(@LocalServerPort int port) {
        visitor = EventApi.anybody(port);
        owner = visitor.as(UUID.randomUUID());
        organizerId = owner.organizer();
    }

    @Test
    void keepsEveryVersionOfAPlan() {
        String venueId = owner.venue(organizerId, "Hamburg", 53.55, 9.99);
        Answer made =
                owner.post(PLANS, SeatingPlanBodies.hall(organizerId, venueId)).expect(201);
        String path = PLANS + "/" + made.text("id");
        assertThat(made.header("Location")).isEqualTo("/api/v1" + path);
        assertThat(made.header("ETag")).isEqualTo("\"1\"");
        assertThat(made.body().path("version").asInt()).isEqualTo(1);
        assertThat(made.body().path("seatCount").asInt()).isEqualTo(18);
        assertThat(made.body().at("/categories/0/seatCount").asInt()).isEqualTo(14);
        assertThat(made.text("venueId")).isEqualTo(venueId);
        assertThat(owner.get(path).expect(200).body()).isEqualTo(made.body());
        assertThat(owner.get(path, "If-None-Match", "\"1\"")
                        .expect(304)
                        .response()
                        .body())
                .isEmpty();

        String smaller = made.response().body().replace("\"count\":8", "\"count\":6");
        Answer second = owner.put(path, smaller, "If-Match", "\"1\"").expect(200);
        assertThat(second.header("ETag")).isEqualTo("\"2\"");
        assertThat(second.body().path("seatCount").asInt()).isEqualTo(16);
        owner.put(path, smaller, "If-Match", "\"1\"").expectProblem(412, "precondition-failed");
        assertThat(owner.put(path, smaller, "If-Match", "\"2\"").expect(200).body())
                .isEqualTo(second.body());

        owner.get(path, "If-None-Match", "\"1\"").expect(200);
        assertThat(owner.get(path).body()).isEqualTo(second.body());
        assertThat(owner.get(path + "/versions/1").expect(200).body()).isEqualTo(made.body());
        owner.get(path + "/versions/1", "If-None-Match", "\"1\"").expect(304);
        assertThat(owner.get(path + "/versions/2").expect(200).body()).isEqualTo(second.body());
        owner.get(path + "/versions/3").expectProblem(404, "not-found");
        assertThat(owner.get(path + "/versions/x")
                        .expectProblem(400, "malformed-request")
                        .blamed())
                .containsExactly("version");
    }

    @Test
    void keepsPlansFromStrangers() {
        String body = SeatingPlanBodies.hall(organizerId, null);
        String plan = PLANS + "/" + owner.post(PLANS, body).expect(201).text("id");
        EventApi stranger = visitor.as(UUID.randomUUID());
        UUID doorkeeperId = UUID.randomUUID();
        owner.put("/organizers/" + organizerId + "/members/" + doorkeeperId, "{\"role\":\"CHECK_IN\"}")
                .expect(200);
        EventApi doorkeeper = visitor.as(doorkeeperId);

        stranger.post(PLANS, body).expectProblem(404, "not-found");
        stranger.get(PLANS + "?organizerId=" + organizerId).expectProblem(404, "not-found");
        for (String path : new String[] {plan, PLANS + "/" + UUID.randomUUID()}) {
            stranger.get(path).expectProblem(404, "not-found");
            stranger.get(path + "/versions/1").expectProblem(404, "not-found");
            stranger.put(path, body).expectProblem(404, "not-found");
            stranger.put(path, body, "If-Match", "\"9\"").expectProblem(404, "not-found");
        }
        visitor.get(plan).expectProblem(401, "unauthenticated");
        visitor.post(PLANS, body).expectProblem(401, "unauthenticated");
        visitor.asMachine().get(plan).expectProblem(403, "forbidden");
        doorkeeper.get(plan).expect(200);
        doorkeeper.put(plan, body).expectProblem(403, "forbidden");
        doorkeeper.post(PLANS, body).expectProblem(403, "forbidden");
    }

    @Test
    void staysWithItsOrganizerAndItsVenue() {
        String venueId = owner.venue(organizerId, "Hamburg", 53.55, 9.99);
        String plan = PLANS + "/"
                + owner.post(PLANS, SeatingPlanBodies.hall(organizerId, venueId))
                        .expect(201)
                        .text("id");
        EventApi rival = visitor.as(UUID.randomUUID());

        assertThat(rival.post(PLANS, SeatingPlanBodies.hall(rival.organizer(), venueId))
                        .expectProblem(422, "validation")
                        .blamed())
                .containsExactly("venueId");
        assertThat(owner.put(plan, SeatingPlanBodies.hall(owner.organizer(), null))
                        .expectProblem(422, "validation")
                        .blamed())
                .containsExactly("organizerId", "venueId");
    }

    @Test
    void listsThePlansOfAnOrganizerPageByPage() {
        List<String> made = IntStream.range(0, 3)
                .mapToObj(i -> owner.post(PLANS, SeatingPlanBodies.hall(organizerId, null))
                        .expect(201)
                        .text("id"))
                .toList();
        String list = PLANS + "?organizerId=" + organizerId + "&limit=2";

        JsonNode first = owner.get(list).expect(200).body();
        JsonNode second = owner.get(list + "&cursor=" + first.path("next").asString())
                .expect(200)
                .body();

        assertThat(List.of(first.at("/items/0/id"), first.at("/items/1/id"), second.at("/items/0/id")))
                .extracting(JsonNode::asString)
                .isEqualTo(made);
        assertThat(second.path("next").isNull()).isTrue();
        assertThat(first.at("/items/0/seatCount").asInt()).isEqualTo(18);
        assertThat(first.at("/items/0").has("sections")).isFalse();
        owner.get(list + "&cursor=nonsense").expectProblem(400, "invalid-cursor");
        assertThat(owner.get(PLANS).expectProblem(400, "malformed-request").blamed())
                .containsExactly("organizerId");
    }

    @Test
    void makesAPlanOnceForOneKey() {
        String key = UUID.randomUUID().toString();
        Answer first = owner.post(PLANS, SeatingPlanBodies.hall(organizerId, null), "Idempotency-Key", key)
                .expect(201);
        Answer again = owner.post(PLANS, SeatingPlanBodies.hall(organizerId, null), "Idempotency-Key", key)
                .expect(201);

        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.header("ETag")).isEqualTo("\"1\"");
        owner.post(PLANS, SeatingPlanBodies.stadium(organizerId, 1, 1, "{\"number\":\"1\"}"), "Idempotency-Key", key)
                .expectProblem(422, "idempotency-key-reused");
    }

    @Test
    void letsExactlyOneOfManyWritersOfOneVersionWin() throws Exception {
        String path = PLANS + "/"
                + owner.post(PLANS, SeatingPlanBodies.hall(organizerId, null))
                        .expect(201)
                        .text("id");
        try (ExecutorService writers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Answer>> writes = IntStream.range(0, 8)
                    .mapToObj(i -> (Callable<Answer>) () -> owner.put(
                            path,
                            SeatingPlanBodies.stadium(organizerId, 1, i + 1, "{\"number\":\"1\"}"),
                            "If-Match",
                            "\"1\""))
                    .toList();
            List<Integer> answers = writers.invokeAll(writes).stream()
                    .map(Future::resultNow)
                    .map(Answer::status)
                    .toList();

            assertThat(answers)
                    .containsOnlyOnce(200)
                    .filteredOn(status -> status == 412)
                    .hasSize(7);
        }
        owner.get(path + "/versions/2").expect(200);
        owner.get(path + "/versions/3").expectProblem(404, "not-found");
    }

    @Test
    void takesLargeHalls() {
        String runs = SeatingPlanBodies.stadium(organizerId, 60, 40, "{\"from\":1,\"count\":25}");
        String seats = SeatingPlanBodies.stadium(organizerId, 20, 40, SeatingPlanBodies.oneByOne(25));

        assertThat(owner.post(PLANS, runs).expect(201).body().path("seatCount").asInt())
                .isEqualTo(60_000);
        assertThat(owner.post(PLANS, seats).expect(201).body().path("seatCount").asInt())
                .isEqualTo(20_000);
    }

    @Test
    void takesThePlanOfTheGuide() throws IOException {
        String guide = Files.readString(Path.of(System.getProperty("evently.root"), "docs", "seating-plans.md"));
        int begin = guide.indexOf("```json") + 7;
        String plan = guide.substring(begin, guide.indexOf("```", begin))
                .replaceFirst("\"organizerId\": \"[^\"]*\"", "\"organizerId\": \"" + organizerId + "\"");

        assertThat(owner.post(PLANS, plan).expect(201).body().path("seatCount").asInt())
                .isEqualTo(18);
    }

    @Test
    void refusesHallsThatAreTooLarge() {
        String crowd = SeatingPlanBodies.stadium(organizerId, 60, 40, "{\"from\":1,\"count\":25},{\"number\":\"x\"}");
        String wordy = SeatingPlanBodies.stadium(organizerId, 20, 95, SeatingPlanBodies.oneByOne(29));
        String heavy = SeatingPlanBodies.stadium(organizerId, 100, 100, SeatingPlanBodies.oneByOne(10));

        assertThat(owner.post(PLANS, crowd).expectProblem(422, "validation").blamed())
                .containsExactly("sections");
        assertThat(owner.post(PLANS, wordy).expectProblem(422, "validation").blamed())
                .containsExactly("sections");
        owner.post(PLANS, heavy).expectProblem(413, "payload-too-large");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "organizerId":null | organizerId
            "organizerId":7 | organizerId
            "venueId":"00000000-0000-7000-8000-000000000000" | venueId
            "name":null | name
            "name":"nul\\u0000" | name
            "categories":null | categories
            "categories":{} | categories
            "categories":[7] | categories[0]
            "categories":[{"key":"stalls","name":7}] | categories[0].name
            "categories":[{"key":"st/alls","name":"Stalls"}] | categories[0].key
            "sections":null | sections
            "sections":[] | sections
            "sections":"left" | sections
            "sections":[[]] | sections[0]
            "sections":[{"name":"L","rows":{}}] | sections[0].rows
            "sections":[{"name":"L","rows":[{"name":1}]}] | sections[0].rows[0].name
            "sections":[{"name":"L","rows":[{"name":"1","category":"stalls","seats":[7]}]}] | sections[0].rows[0].seats[0]
            "sections":[{"name":"L","rows":[{"name":"1","category":"stalls","seats":[{"number":7}]}]}] | sections[0].rows[0].seats[0].number
            "sections":[{"name":"L","rows":[{"name":"1","category":"stalls","seats":[{"number":"a\\u0000"}]}]}] | sections[0].rows[0].seats[0].number
            "sections":[{"name":"L","rows":[{"name":"1","category":"stalls","seats":[{"number":"\\ud83d"}]}]}] | sections[0].rows[0].seats[0].number
            "sections":[{"name":"L","rows":[{"name":"1","category":"stalls","seats":[{"from":"1","count":2}]}]}] | sections[0].rows[0].seats[0].from
            "sections":[{"name":"L","rows":[{"name":"1","category":"stalls","seats":[{"from":1,"count":1e3}]}]}] | sections[0].rows[0].seats[0].count
            "sections":[{"name":"L","rows":[{"name":"1","category":"stalls","seats":[{"from":1,"count":99999999999999999999}]}]}] | sections[0].rows[0].seats[0].count
            "sections":[{"name":"L","rows":[{"name":"1","category":"stalls","seats":[{"from":1,"count":501}]}]}] | sections[0].rows[0].seats[0].count
            "sections":[{"name":"L","rows":[{"name":"1","category":"stalls","seats":[{"number":"1","accessible":"yes"}]}]}] | sections[0].rows[0].seats[0].accessible
            "sections":[{"name":"L","rows":[{"name":"1","category":"stalls","seats":[{"number":"1"},{"number":"1"}]}]}] | sections[0].rows[0].seats[1].number
            "sections":[{"name":"L","rows":[{"name":"1","category":"gods","seats":[{"number":"1"}]}]}] | sections[0].rows[0].category
            """)
    void refusesPlansThatCannotBe(String member, String blamed) {
        String plan = "{\"organizerId\":\"" + organizerId + "\",\"name\":\"Hall\","
                + "\"categories\":[{\"key\":\"stalls\",\"name\":\"Stalls\"}],\"sections\":[{\"name\":\"L\",\"rows\":"
                + "[{\"name\":\"1\",\"category\":\"stalls\",\"seats\":[{\"number\":\"1\"}]}]}],";
        String path = PLANS + "/"
                + owner.post(PLANS, SeatingPlanBodies.hall(organizerId, null))
                        .expect(201)
                        .text("id");

        assertThat(owner.post(PLANS, plan + member + "}")
                        .expectProblem(422, "validation")
                        .blamed())
                .containsExactly(blamed);
        assertThat(owner.put(path, plan + member + "}")
                        .expectProblem(422, "validation")
                        .blamed())
                .contains(blamed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "7", "null", "{\"sections\":}"})
    void refusesWhatIsNoPlan(String body) {
        assertThat(owner.post(PLANS, body).status()).isIn(400, 422);
    }

    @Test
    void refusesHugeAndDeepInputWithoutALitany() {
        String deep = "[".repeat(5_000) + "]".repeat(5_000);

        for (String sections : new String[] {"{},".repeat(300_000) + "{}", "null,".repeat(150) + "null"}) {
            assertThat(owner.post(PLANS, SeatingPlanBodies.plan(organizerId, null, sections))
                            .expectProblem(422, "validation")
                            .blamed())
                    .isNotEmpty()
                    .hasSizeLessThanOrEqualTo(101);
        }
        assertThat(owner.post(PLANS, SeatingPlanBodies.plan(organizerId, null, deep))
                        .status())
                .isBetween(400, 422);
        assertThat(owner.get(PLANS + "/..%2Fetc").status()).isBetween(400, 404);
    }
}
