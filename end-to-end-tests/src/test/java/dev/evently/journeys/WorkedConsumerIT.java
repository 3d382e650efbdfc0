package dev.evently.journeys;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.evently.journeys.ReportingTeam.Figures;
import dev.evently.testing.contracts.Contracts;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The program that `docs/examples` gives to other teams does what it is said to do. */
class WorkedConsumerIT {

    private static final String CONFIRMED = "dev.evently.booking.BookingConfirmed.v1";
    private static final String CANCELLED = "dev.evently.booking.BookingCancelled.v1";

    @Test
    void countsEverySaleOnceWhoeverDiesMeanwhile() throws Exception {
        Sale sale = Sale.open(20);
        List<Api> buyers = People.buyers(4);
        try (ReportingTeam team = ReportingTeam.reading("evently.bookings")) {
            Process first = team.start();
            Process second = team.start();
            eventually().untilAsserted(() -> assertThat(team.members()).isEqualTo(2));
            String returned = sale.buy(buyers.get(0));
            sale.buy(buyers.get(1));
            cancel(buyers.get(0), returned);
            cancel(buyers.get(2), sale.hold(buyers.get(2), 2).expect(201).text("id"));
            eventually().untilAsserted(() -> assertAgrees(team, sale, 1));

            first.destroyForcibly().onExit().join();
            sale.buy(buyers.get(2));
            eventually().untilAsserted(() -> assertThat(team.members()).isEqualTo(1));
            eventually().untilAsserted(() -> assertAgrees(team, sale, 2));

            team.end(second);
            assertThat(team.said()).contains("Ended in order");
            assertThat(team.members()).as("it has left its group").isZero();

            team.forgetOffsets();
            sale.buy(buyers.get(3));
            team.start();
            eventually().untilAsserted(() -> assertThat(team.lag()).isZero());
            eventually().untilAsserted(() -> assertAgrees(team, sale, 3));
            assertThat(team.reasonsOfWhatIsPutAside()).isEmpty();
        }
    }

    @Test
    void passesOverWhatItDoesNotKnowAndPutsAsideWhatNobodyCanRead() throws Exception {
        ObjectNode confirmed = example(CONFIRMED);
        String event = confirmed.path("eventId").asString();
        Figures sold = new Figures(
                confirmed.path("items").size(), confirmed.path("total").asLong());
        try (ReportingTeam team = ReportingTeam.readingAlone();
                Producer<String, String> producer = producer()) {
            Process instance = team.start();
            sendText(producer, team, "dev.evently.booking.BookingFramed.v1", "1", "a type of tomorrow");
            sendText(producer, team, CONFIRMED, "2", null);
            sendText(producer, team, CONFIRMED, "3", "{\"bookingId\":");
            send(producer, team, CONFIRMED, "4", without(confirmed, "eventId"));
            send(producer, team, CONFIRMED, "5", confirmed.deepCopy().put("total", "much"));
            producer.send(new ProducerRecord<>(team.topic(), "no headers", "{}"))
                    .get();
            send(producer, team, CONFIRMED, "6", confirmed.deepCopy().put("addedLater", true));
            send(producer, team, CONFIRMED, "6", confirmed.deepCopy().put("addedLater", true));
            send(
                    producer,
                    team,
                    CANCELLED,
                    "7",
                    example(CANCELLED).put("bookingId", UUID.randomUUID().toString()));

            eventually().untilAsserted(() -> assertThat(team.lag()).isZero());
            assertThat(team.figures(event)).isEqualTo(sold);
            List<String> reasons = team.reasonsOfWhatIsPutAside();
            assertThat(reasons).hasSize(5);
            assertThat(reasons.getFirst()).isEqualTo("The value is missing");
            assertThat(reasons.getLast()).isEqualTo("The header ce_type is missing");

            team.lockDatabase();
            send(
                    producer,
                    team,
                    CONFIRMED,
                    "8",
                    confirmed.deepCopy().put("bookingId", UUID.randomUUID().toString()));
            eventually().untilAsserted(() -> assertThat(team.said()).contains("The database is away"));
            team.unlockDatabase();
            eventually().untilAsserted(() -> assertThat(team.lag()).isZero());
            assertThat(team.figures(event)).isEqualTo(new Figures(2 * sold.places(), 2 * sold.revenue()));
            assertThat(team.reasonsOfWhatIsPutAside()).isEqualTo(reasons);
            assertThat(instance.isAlive()).isTrue();
        }
    }

    /** What the team has read is what the ledger says. */
    private static void assertAgrees(ReportingTeam team, Sale sale, int places) throws Exception {
        assertThat(team.figures(sale.event())).isEqualTo(new Figures(places, (long) places * Sale.PRICE));
        assertThat(sale.availability("sold")).isEqualTo(places);
    }

    private static void cancel(Api buyer, String booking) {
        buyer.post("/bookings/" + booking + "/cancel", Map.of()).expect(200);
    }

    private static ConditionFactory eventually() {
        return await().atMost(Duration.ofSeconds(60)).ignoreExceptions();
    }

    private static ObjectNode example(String type) {
        return (ObjectNode) JsonMapper.shared().readTree(Contracts.example(type));
    }

    private static ObjectNode without(ObjectNode data, String field) {
        ObjectNode rest = data.deepCopy();
        rest.remove(field);
        return rest;
    }

    private static Producer<String, String> producer() {
        return new KafkaProducer<>(
                Map.<String, Object>of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        RunningSuite.shared().kafkaBootstrap()),
                new StringSerializer(),
                new StringSerializer());
    }

    private static void send(
            Producer<String, String> producer, ReportingTeam team, String type, String id, JsonNode data)
            throws ExecutionException, InterruptedException {
        sendText(producer, team, type, id, data.toString());
    }

    private static void sendText(
            Producer<String, String> producer, ReportingTeam team, String type, String id, @Nullable String value)
            throws ExecutionException, InterruptedException {
        ProducerRecord<String, String> record = new ProducerRecord<>(team.topic(), "key", value);
        record.headers().add("ce_type", type.getBytes(UTF_8)).add("ce_id", id.getBytes(UTF_8));
        producer.send(record).get();
    }
}
