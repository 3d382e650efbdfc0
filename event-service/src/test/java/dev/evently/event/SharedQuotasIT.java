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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** Quotas that several products of an event share. */
@IntegrationTest
class SharedQuotasIT {

    private static final String PUBLISHED = "dev.evently.event.EventPublished.v1";
    private static final String UPDATED = "dev.evently.event.EventUpdated.v1";
    private static final String HALL = "{\"key\":\"hall\",\"name\":\"Great hall\",\"capacity\":%d}";
    private static final String REDUCED = "{\"key\":\"reduced\",\"name\":\"Reduced\",\"capacity\":50}";

    private final EventApi owner;
    private final String organizerId;

    SharedQuotasIT(@LocalServerPort int port) {
        owner = EventApi.anybody(port).as(UUID.randomUUID());
        organizerId = owner.organizer();
    }

    @Test
    void countsProductsInTheQuotasTheyShareFromDraftToSale() {
        Answer drafted = owner.post("/events", event()).expect(201);
        String path = "/events/" + drafted.text("id");
        JsonNode quotas = drafted.body().path("quotas");
        assertThat(quotas.at("/0/key").asString()).isEqualTo("hall");
        assertThat(quotas.at("/0/capacity").asInt()).isEqualTo(500);
        assertThat(drafted.body().at("/products/0/capacity").asInt()).isEqualTo(500);
        assertThat(drafted.body().at("/products/1/capacity").asInt()).isEqualTo(50);
        assertThat(drafted.body().at("/products/2/quotas")).isEmpty();
        assertThat(owner.get(path).body()).isEqualTo(drafted.body());
        assertThat(owner.put(path, drafted.response().body()).expect(200).body())
                .isEqualTo(drafted.body());

        owner.post(path + "/publish", "").expect(200);
        JsonNode raised = owner.patch(path, "{\"quotas\":[" + HALL.formatted(700) + "," + REDUCED + "]}")
                .expect(200)
                .body();
        assertThat(raised.at("/products/0/capacity").asInt()).isEqualTo(700);
        assertThat(raised.at("/quotas/0/id")).isEqualTo(quotas.at("/0/id"));

        try (KafkaProbe probe = KafkaProbe.on(Topics.EVENTS)) {
            CloudEvent published = probe.awaitType(PUBLISHED, drafted.text("id"));
            CloudEvent updated = probe.awaitType(UPDATED, drafted.text("id"));
            Contracts.assertValid(PUBLISHED, published);
            Contracts.assertValid(UPDATED, updated);
            JsonNode sold = KafkaProbe.data(published);
            JsonNode hall = quotas.at("/0/id");
            JsonNode reduced = quotas.at("/1/id");
            assertThat(sold.at("/products/0/quotaIds")).containsExactly(hall);
            assertThat(sold.at("/products/1/quotaIds")).containsExactly(hall, reduced);
            assertThat(sold.path("quotas").valueStream().map(quota -> quota.path("id")))
                    .containsExactlyInAnyOrder(hall, reduced, sold.at("/products/2/quotaIds/0"));
            assertThat(KafkaProbe.data(updated)
                            .path("quotas")
                            .valueStream()
                            .filter(quota -> quota.path("id").equals(hall))
                            .map(quota -> quota.path("capacity").asInt()))
                    .containsExactly(700);
        }
    }

    @Test
    void keepsAQuotaWhileSomethingIsCountedInIt() {
        String path = "/events/" + owner.publish(event());
        String withoutReduced = "{\"quotas\":[" + HALL.formatted(500) + "]}";

        assertThat(owner.patch(path, withoutReduced)
                        .expectProblem(422, "validation")
                        .blamed())
                .containsExactly("products[1].quotas[1]");
        assertThat(owner.patch(path, "{\"quotas\":[],\"products\":[]}")
                        .expectProblem(422, "validation")
                        .blamed())
                .contains("products");
    }

    @Test
    void letsADraftChangeWhatItsProductsShare() {
        String path = "/events/" + owner.draft(event());

        JsonNode alone = owner.patch(path, """
                {"quotas":null,"products":[{"name":"Standing","price":4500,"capacity":80,"maxPerBooking":8}]}
                """).expect(200).body();
        assertThat(alone.path("quotas")).isEmpty();
        assertThat(owner.get(path).body()).isEqualTo(alone);
        JsonNode shared = owner.put(path, event()).expect(200).body();
        assertThat(shared.path("quotas")).hasSize(2);
        assertThat(owner.get(path).body()).isEqualTo(shared);
        owner.delete(path).expect(204);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"quotas":[{"key":"hall","name":"Hall","capacity":0}]} | quotas[0].capacity
            {"quotas":[{"key":"hall","name":"Hall","capacity":1000001}]} | quotas[0].capacity
            {"quotas":[{"key":"hall","name":"Hall","capacity":1.5}]} | quotas[0].capacity
            {"quotas":[{"key":"hall","name":"Hall"}]} | quotas[0].capacity
            {"quotas":[{"key":"Hall!","name":"Hall","capacity":5}]} | quotas[0].key
            {"quotas":[{"name":"Hall","capacity":5}]} | quotas[0].key
            {"quotas":[{"key":"hall\\u0000","name":"Hall","capacity":5}]} | quotas[0].key
            {"quotas":[{"key":"hall","name":" ","capacity":5}]} | quotas[0].name
            {"quotas":[null]} | quotas[0]
            {"quotas":"hall"} | quotas
            {"quotas":[{"key":"spare","name":"Spare","capacity":5}]} | quotas[0].key
            {"products":[{"name":"x","price":1,"maxPerBooking":1,"quotas":["nowhere"]}]} | products[0].quotas[0]
            {"products":[{"name":"x","price":1,"maxPerBooking":1,"quotas":[null]}]} | products[0].quotas[0]
            {"products":[{"name":"x","price":1,"maxPerBooking":1,"quotas":"hall"}]} | products[0].quotas
            {"products":[{"name":"x","price":1,"maxPerBooking":1,"quotas":[["hall"]]}]} | products[0].quotas[0]
            """)
    void refusesQuotasThatCannotBe(String patch, String blamed) {
        String path = "/events/" + owner.draft(EventApi.eventBody(organizerId, null, "Plain", Duration.ofDays(9)));

        assertThat(owner.patch(path, patch).expectProblem(422, "validation").blamed())
                .contains(blamed);
    }

    @Test
    void refusesTooManyQuotasWithoutALitany() {
        String quotas = "{\"quotas\":[" + "{},".repeat(50_000) + "{}]}";
        String shares = "{\"products\":[{\"quotas\":[" + "\"x\",".repeat(50_000) + "\"x\"]}]}";
        String path = "/events/" + owner.draft(EventApi.eventBody(organizerId, null, "Plain", Duration.ofDays(9)));

        assertThat(owner.patch(path, quotas).expectProblem(422, "validation").blamed())
                .contains("quotas")
                .hasSizeLessThan(200);
        assertThat(owner.patch(path, shares).expectProblem(422, "validation").blamed())
                .contains("products[0].quotas")
                .hasSizeLessThan(20);
    }

    private String event() {
        return EventApi.eventBody(organizerId, null, "Shared", Duration.ofDays(30))
                .replaceFirst("\"products\":\\[.*]", """
                "quotas":[%s,%s],"products":[
                  {"name":"Full","price":4500,"maxPerBooking":8,"quotas":["hall"]},
                  {"name":"Reduced","price":3000,"capacity":50,"maxPerBooking":8,"quotas":["hall","reduced"]},
                  {"name":"Dinner","price":9000,"capacity":20,"maxPerBooking":4}]
                """.formatted(HALL.formatted(500), REDUCED));
    }
}
