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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** One event from its draft to its cancellation, as its organizer, a visitor and the other services see it. */
@IntegrationTest
class EventStoryIT {

    private static final String PUBLISHED = "dev.evently.event.EventPublished.v1";
    private static final String UPDATED = "dev.evently.event.EventUpdated.v1";
    private static final String CANCELLED = "dev.evently.event.EventCancelled.v1";

    private final EventApi visitor;
    private EventApi owner;
    private String organizerId = "";

    EventStoryIT(@LocalServerPort int port) {
        visitor = EventApi.anybody(port);
        owner = visitor.as(UUID.randomUUID());
    }

    @BeforeEach
    void foundOrganizer() {
        owner = owner.as(UUID.randomUUID());
        organizerId = owner.organizer();
    }

    @Test
    void goesFromDraftToSaleToCancellation() {
        String venueId = owner.venue(organizerId, "Hamburg", 53.55, 9.99);
        Answer drafted = owner.post(
                        "/events",
                        EventApi.eventBody(organizerId, venueId, "Northern Lights Orchestra", Duration.ofDays(30)))
                .expect(201);
        String id = drafted.text("id");
        String path = "/events/" + id;
        assertThat(drafted.header("Location")).isEqualTo("/api/v1" + path);
        assertThat(drafted.text("status")).isEqualTo("DRAFT");
        assertThat(drafted.header("ETag")).isEqualTo("\"1\"");
        assertThat(drafted.body().at("/venue/city").asString()).isEqualTo("Hamburg");
        JsonNode product = drafted.body().at("/products/0");
        assertThat(product.path("name").asString()).isEqualTo("Standing");

        visitor.get(path).expectProblem(404, "not-found");
        owner.get(path).expect(200);

        Answer published = owner.post(path + "/publish", "").expect(200);
        assertThat(published.text("status")).isEqualTo("PUBLISHED");
        assertThat(published.body().path("version").asLong()).isEqualTo(2);
        visitor.get(path).expect(200);
        visitor.get("/events?city=hamburg&q=northern+lights").expect(200);

        Answer renamed =
                owner.patch(path, "{\"title\":\"Northern Lights and Friends\"}").expect(200);
        assertThat(renamed.text("title")).isEqualTo("Northern Lights and Friends");
        assertThat(renamed.body().at("/products/0")).isEqualTo(product);

        Answer cancelled = owner.post(path + "/cancel", "").expect(200);
        assertThat(cancelled.text("status")).isEqualTo("CANCELLED");
        assertThat(visitor.get(path).expect(200).text("status")).isEqualTo("CANCELLED");
        owner.patch(path, "{\"title\":\"Again\"}").expectProblem(409, "event-cancelled");

        try (KafkaProbe probe = KafkaProbe.on(Topics.EVENTS)) {
            CloudEvent onSale = probe.awaitType(PUBLISHED, id);
            CloudEvent changed = probe.awaitType(UPDATED, id);
            CloudEvent calledOff = probe.awaitType(CANCELLED, id);
            Contracts.assertValid(PUBLISHED, onSale);
            Contracts.assertValid(UPDATED, changed);
            Contracts.assertValid(CANCELLED, calledOff);
            JsonNode sold = KafkaProbe.data(onSale);
            assertThat(sold.path("version").asLong()).isEqualTo(2);
            assertThat(sold.at("/products/0/id")).isEqualTo(product.path("id"));
            assertThat(sold.at("/products/0/quotaIds/0")).isEqualTo(sold.at("/quotas/0/id"));
            assertThat(sold.at("/venue/city").asString()).isEqualTo("Hamburg");
            assertThat(KafkaProbe.data(changed).at("/quotas/0")).isEqualTo(sold.at("/quotas/0"));
            assertThat(KafkaProbe.data(changed).path("version").asLong()).isEqualTo(3);
            assertThat(KafkaProbe.data(calledOff).path("version").asLong()).isEqualTo(4);
            assertThat(probe.records().stream()
                            .filter(seen -> seen.key().equals(id))
                            .map(seen -> seen.value().getType())
                            .filter(type -> !type.equals("dev.evently.event.EventViewsCounted.v1")))
                    .containsExactly(PUBLISHED, UPDATED, CANCELLED);
        }
    }

    @Test
    void keepsToldOnceWhatIsAskedTwice() {
        String path = "/events/" + owner.publish(body("Twice"));

        owner.post(path + "/publish", "").expect(200);
        assertThat(owner.patch(path, "{}").expect(200).header("ETag")).isEqualTo("\"2\"");
        owner.post(path + "/cancel", "").expect(200);
        assertThat(owner.post(path + "/cancel", "").expect(200).header("ETag")).isEqualTo("\"3\"");
    }

    @Test
    void deletesDraftsOnly() {
        String draft = owner.draft(body("Draft"));
        String published = owner.publish(body("Published"));

        owner.delete("/events/" + draft).expect(204);
        owner.get("/events/" + draft).expectProblem(404, "not-found");
        assertThat(owner.get("/events?organizerId=" + organizerId).response().body())
                .doesNotContain(draft)
                .contains(published);
        owner.delete("/events/" + published).expectProblem(409, "event-not-draft");
        owner.post("/events/" + owner.draft(body("Never")) + "/cancel", "").expectProblem(409, "event-not-published");
    }

    @Test
    void keepsWhatPeopleMayHavePaidFor() {
        String path = "/events/" + owner.publish(body("Kept"));
        JsonNode product = owner.get(path).body().at("/products/0");
        String kept = """
                {"id":%s,"name":"Standing room","price":5000,"capacity":700,"maxPerBooking":4}
                """.formatted(product.path("id"));
        String added = "{\"name\":\"Balcony\",\"price\":9000,\"capacity\":50,\"maxPerBooking\":2}";

        assertThat(owner.patch(path, "{\"currency\":\"CHF\"}")
                        .expectProblem(422, "validation")
                        .blamed())
                .containsExactly("currency");
        assertThat(owner.patch(path, "{\"products\":[" + added + "]}")
                        .expectProblem(422, "validation")
                        .blamed())
                .containsExactly("products");
        JsonNode products = owner.patch(path, "{\"products\":[" + added + "," + kept + "]}")
                .expect(200)
                .body()
                .path("products");
        assertThat(products).hasSize(2);
        assertThat(products.at("/0/name").asString()).isEqualTo("Balcony");
        assertThat(products.at("/1/id")).isEqualTo(product.path("id"));
        assertThat(products.at("/1/price").asLong()).isEqualTo(5000);
        assertThat(owner.get(path).body().path("products")).isEqualTo(products);
    }

    @Test
    void tellsHowManyPlacesABuyerMayHave() {
        String limited = body("Limited").replaceFirst("\\{", "{\"maxPerBuyer\":4,");
        String id = owner.publish(limited);
        String path = "/events/" + id;

        assertThat(owner.get(path).body().path("maxPerBuyer").asInt()).isEqualTo(4);
        assertThat(owner.patch(path, "{\"maxPerBuyer\":6}")
                        .expect(200)
                        .body()
                        .path("maxPerBuyer")
                        .asInt())
                .isEqualTo(6);
        assertThat(owner.patch(path, "{\"title\":\"Renamed\"}")
                        .expect(200)
                        .body()
                        .path("maxPerBuyer")
                        .asInt())
                .isEqualTo(6);
        assertThat(owner.put(path, owner.get(path).response().body().replace("\"maxPerBuyer\":6,", ""))
                        .expect(200)
                        .body()
                        .path("maxPerBuyer")
                        .isNull())
                .isTrue();

        try (KafkaProbe probe = KafkaProbe.on(Topics.EVENTS)) {
            probe.awaitType(
                    UPDATED,
                    seen -> id.equals(seen.getSubject())
                            && KafkaProbe.data(seen).path("maxPerBuyer").isNull());
            assertThat(KafkaProbe.data(probe.awaitType(PUBLISHED, id))
                            .path("maxPerBuyer")
                            .asInt())
                    .isEqualTo(4);
            assertThat(probe.events(UPDATED).stream()
                            .filter(seen -> id.equals(seen.getSubject()))
                            .map(seen ->
                                    KafkaProbe.data(seen).path("maxPerBuyer").asInt(0)))
                    .containsExactly(6, 6, 0);
        }
    }

    @Test
    void publishesOnlyWhatCanBeSold() {
        String bare = owner.draft(body("Bare").replaceFirst("\"products\":\\[.*]", "\"products\":[]"));

        assertThat(owner.post("/events/" + bare + "/publish", "")
                        .expectProblem(422, "validation")
                        .blamed())
                .containsExactly("products");
    }

    @Test
    void replacesAnEventAsItWasRead() {
        String path = "/events/" + owner.draft(body("Round trip"));
        Answer read = owner.get(path);

        assertThat(owner.put(path, read.response().body()).expect(200).body()).isEqualTo(read.body());
    }

    @Test
    void answersStrangersAsIfNothingWereThere() {
        EventApi stranger = visitor.as(UUID.randomUUID());
        String venueId = owner.venue(organizerId, "Hamburg", 53.55, 9.99);
        String draft = "/events/" + owner.draft(body("Secret"));
        String published = "/events/" + owner.publish(body("Open"));

        stranger.get(draft).expectProblem(404, "not-found");
        stranger.get("/venues/" + venueId).expectProblem(404, "not-found");
        stranger.get("/venues?organizerId=" + organizerId).expectProblem(404, "not-found");
        stranger.post("/events", body("Forged")).expectProblem(404, "not-found");
        stranger.post("/venues", EventApi.venueBody(organizerId, "Hamburg", 0, 0))
                .expectProblem(404, "not-found");
        for (String path : new String[] {draft, published, "/events/" + UUID.randomUUID()}) {
            stranger.put(path, body("Forged")).expectProblem(404, "not-found");
            stranger.patch(path, "{\"title\":\"Forged\"}").expectProblem(404, "not-found");
            stranger.delete(path).expectProblem(404, "not-found");
            stranger.post(path + "/publish", "").expectProblem(404, "not-found");
            stranger.post(path + "/cancel", "").expectProblem(404, "not-found");
        }
        visitor.post("/events", body("Nobody")).expectProblem(401, "unauthenticated");
        visitor.asMachine().post("/organizers", "{\"name\":\"Machine\"}").expectProblem(403, "forbidden");
        EventApi rival = visitor.as(UUID.randomUUID());
        String foreignVenue = EventApi.eventBody(rival.organizer(), venueId, "Elsewhere", Duration.ofDays(3));
        assertThat(rival.post("/events", foreignVenue)
                        .expectProblem(422, "validation")
                        .blamed())
                .containsExactly("venueId");
    }

    @Test
    void answersNotModifiedToWhoHasTheVersion() {
        String path = "/events/" + owner.publish(body("Cached"));
        String tag = visitor.get(path).header("ETag");

        assertThat(visitor.get(path, "If-None-Match", tag)
                        .expect(304)
                        .response()
                        .body())
                .isEmpty();
        owner.patch(path, "{\"title\":\"Fresh\"}").expect(200);
        visitor.get(path, "If-None-Match", tag).expect(200);
    }

    private String body(String title) {
        return EventApi.eventBody(organizerId, null, title, Duration.ofDays(30));
    }
}
