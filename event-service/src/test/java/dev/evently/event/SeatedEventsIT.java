package dev.evently.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evently.event.EventApi.Answer;
import dev.evently.platform.messaging.Topics;
import dev.evently.testing.IntegrationTest;
import dev.evently.testing.KafkaProbe;
import dev.evently.testing.contracts.Contracts;
import io.cloudevents.CloudEvent;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** Events that sell the seats of a seating plan. */
@IntegrationTest
class SeatedEventsIT {

    private static final String PUBLISHED = "dev.evently.event.EventPublished.v1";
    private static final String UPDATED = "dev.evently.event.EventUpdated.v1";
    private static final String FULL = product("Full", "stalls");
    private static final String REDUCED = product("Reduced", "stalls");

    private final EventApi visitor;
    private EventApi owner;
    private String organizerId = "";
    private String venueId = "";
    private String planId = "";

    SeatedEventsIT(@LocalServerPort int port) {
        visitor = EventApi.anybody(port);
        owner = visitor.as(UUID.randomUUID());
    }

    @BeforeEach
    void drawThePlan() {
        owner = owner.as(UUID.randomUUID());
        organizerId = owner.organizer();
        venueId = owner.venue(organizerId, "Hamburg", 53.55, 9.99);
        planId = owner.post("/seating-plans", SeatingPlanBodies.hall(organizerId, venueId))
                .expect(201)
                .text("id");
    }

    @Test
    void sellsTheSeatsOfThePlanAsItIsWhenTheEventIsPublished() {
        Answer drafted =
                owner.post("/events", event(planId, null, FULL, REDUCED)).expect(201);
        String path = "/events/" + drafted.text("id");
        assertThat(drafted.body().at("/products/0/capacity").asInt()).isEqualTo(14);
        assertThat(drafted.body().path("seatingPlanVersion").isNull()).isTrue();
        assertThat(owner.put(path, drafted.response().body()).expect(200).body())
                .isEqualTo(drafted.body());

        redraw("\"count\":8", "\"count\":6");
        JsonNode published = owner.post(path + "/publish", "").expect(200).body();
        assertThat(published.path("seatingPlanVersion").asInt()).isEqualTo(2);
        assertThat(published.at("/products/0/capacity").asInt()).isEqualTo(12);
        assertThat(visitor.get(path).expect(200).body()).isEqualTo(published);
        redraw("\"count\":6", "\"count\":7");
        JsonNode renamed =
                owner.patch(path, "{\"title\":\"Renamed\"}").expect(200).body();
        assertThat(renamed.path("products")).isEqualTo(published.path("products"));
        assertThat(renamed.path("seatingPlanVersion").asInt()).isEqualTo(2);

        try (KafkaProbe probe = KafkaProbe.on(Topics.EVENTS)) {
            CloudEvent onSale = probe.awaitType(PUBLISHED, drafted.text("id"));
            CloudEvent changed = probe.awaitType(UPDATED, drafted.text("id"));
            Contracts.assertValid(PUBLISHED, onSale);
            Contracts.assertValid(UPDATED, changed);
            JsonNode sold = KafkaProbe.data(onSale);
            assertThat(sold.at("/products/0/quotaIds"))
                    .isEqualTo(sold.at("/products/1/quotaIds"))
                    .containsExactly(sold.at("/quotas/0/id"));
            assertThat(sold.path("quotas")).hasSize(1);
            assertThat(sold.at("/quotas/0/capacity").asInt()).isEqualTo(12);
            assertThat(sold.at("/quotas/0/seatCategory").asString()).isEqualTo("stalls");
            assertThat(sold.at("/seating/planId").asString()).isEqualTo(planId);
            assertThat(sold.at("/seating/seatCount").asInt()).isEqualTo(16);
            assertThat(KafkaProbe.data(changed).path("seating")).isEqualTo(sold.path("seating"));
            assertThat(KafkaProbe.data(changed).path("quotas")).isEqualTo(sold.path("quotas"));
        }
    }

    @Test
    void sellsTheVersionThatTheOrganizerNames() {
        redraw("\"count\":8", "\"count\":6");

        JsonNode published = owner.get("/events/" + owner.publish(event(planId, 1, FULL)))
                .expect(200)
                .body();

        assertThat(published.path("seatingPlanVersion").asInt()).isEqualTo(1);
        assertThat(published.at("/products/0/capacity").asInt()).isEqualTo(14);
    }

    @Test
    void keepsTheSeatsThatPeopleMayHold() {
        String path = "/events/" + owner.publish(event(planId, null, FULL));
        redraw("\"count\":8", "\"count\":6");

        Answer moved = owner.patch(path, "{\"seatingPlanVersion\":2}").expectProblem(422, "validation");
        assertThat(moved.blamed()).containsExactly("seatingPlanId");
        assertThat(moved.response().body()).contains("people may hold its seats");
        assertThat(owner.patch(path, "{\"seatingPlanId\":null,\"seatingPlanVersion\":null}")
                        .expectProblem(422, "validation")
                        .blamed())
                .contains("seatingPlanId", "products[0].seatCategory");
        String sold = owner.get(path).body().at("/products/0").toString();
        assertThat(owner.patch(path, "{\"products\":[" + sold.replace("\"stalls\"", "\"side\"") + "]}")
                        .expectProblem(422, "validation")
                        .blamed())
                .contains("products[0].seatCategory");
        JsonNode more = owner.patch(path, "{\"products\":[" + sold + "," + product("Side", "side") + "]}")
                .expect(200)
                .body();
        assertThat(more.at("/products/1/capacity").asInt()).isEqualTo(4);
    }

    @Test
    void refusesToPublishWhatThePlanNoLongerHas() {
        String path = "/events/" + owner.draft(event(planId, null, product("Side", "side")));
        redraw("\"category\":\"side\",", "");

        assertThat(owner.post(path + "/publish", "")
                        .expectProblem(422, "validation")
                        .blamed())
                .containsExactly("products[0].seatCategory");
    }

    @Test
    void refusesThePlansOfOthersAndOfOtherVenues() {
        EventApi rival = visitor.as(UUID.randomUUID());
        String foreign = rival.post("/seating-plans", SeatingPlanBodies.hall(rival.organizer(), null))
                .expect(201)
                .text("id");
        String elsewhere = owner.venue(organizerId, "Berlin", 52.5, 13.4);

        assertThat(owner.post("/events", event(foreign, null, FULL))
                        .expectProblem(422, "validation")
                        .blamed())
                .containsExactly("seatingPlanId");
        assertThat(owner.post("/events", event(planId, 2, FULL))
                        .expectProblem(422, "validation")
                        .blamed())
                .containsExactly("seatingPlanVersion");
        assertThat(owner.post("/events", event(planId, null, FULL).replace(venueId, elsewhere))
                        .expectProblem(422, "validation")
                        .blamed())
                .containsExactly("venueId");
        assertThat(owner.post("/events", event(planId, null, FULL).replace("\"" + venueId + "\"", "null"))
                        .expectProblem(422, "validation")
                        .blamed())
                .containsExactly("venueId");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "seatCategory":"gods" | products[0].seatCategory
            "seatCategory":"nul\\u0000" | products[0].seatCategory
            "seatCategory":7 | products[0].seatCategory
            "seatCategory":["stalls"] | products[0].seatCategory
            "capacity":13 | products[0].capacity
            "capacity":15 | products[0].capacity
            "capacity":0 | products[0].capacity
            "maxPerBooking":15 | products[0].maxPerBooking
            """)
    void refusesProductsThatCannotBe(String member, String blamed) {
        String product = FULL.substring(0, FULL.length() - 1) + "," + member + "}";

        assertThat(owner.post("/events", event(planId, null, product))
                        .expectProblem(422, "validation")
                        .blamed())
                .contains(blamed);
    }

    @ParameterizedTest
    @CsvSource({"7,seatingPlanId", "\"x\",seatingPlanId", "{},seatingPlanId", "[],seatingPlanId"})
    void refusesPlansThatAreNone(String plan, String blamed) {
        String path = "/events/" + owner.draft(event(planId, null, FULL));

        assertThat(owner.patch(path, "{\"seatingPlanId\":" + plan + "}")
                        .expectProblem(422, "validation")
                        .blamed())
                .containsExactly(blamed);
        for (String version : new String[] {"0", "-1", "99999999999", "1.5", "\"1\""}) {
            assertThat(owner.patch(path, "{\"seatingPlanVersion\":" + version + "}")
                            .expectProblem(422, "validation")
                            .blamed())
                    .containsExactly("seatingPlanVersion");
        }
    }

    /** Makes the next version of the plan. */
    private void redraw(String before, String after) {
        String current = owner.get("/seating-plans/" + planId).response().body();
        assertThat(current).contains(before);
        owner.put("/seating-plans/" + planId, current.replace(before, after)).expect(200);
    }

    private static String product(String name, String category) {
        return "{\"name\":\"%s\",\"price\":4500,\"maxPerBooking\":4,\"seatCategory\":\"%s\"}".formatted(name, category);
    }

    private String event(String seatingPlanId, @Nullable Integer version, String... products) {
        return EventApi.eventBody(organizerId, venueId, "Seated", Duration.ofDays(30))
                .replaceFirst(
                        "\"products\":\\[.*]",
                        "\"seatingPlanId\":\"%s\",\"seatingPlanVersion\":%s,\"products\":[%s]"
                                .formatted(seatingPlanId, version, String.join(",", products)));
    }
}
