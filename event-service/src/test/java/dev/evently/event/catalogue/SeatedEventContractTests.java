package dev.evently.event.catalogue;

import static dev.evently.event.catalogue.Halls.PLAN_ID;
import static dev.evently.event.catalogue.Halls.gap;
import static dev.evently.event.catalogue.Halls.hall;
import static dev.evently.event.catalogue.Halls.plan;
import static dev.evently.event.catalogue.Halls.run;
import static dev.evently.event.catalogue.Halls.seats;
import static dev.evently.event.catalogue.Halls.sections;
import static dev.evently.event.catalogue.Plans.quota;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.evently.event.catalogue.EventPlan.ProductPlan;
import dev.evently.event.catalogue.EventPlan.QuotaPlan;
import dev.evently.event.seating.SeatMap;
import dev.evently.event.seating.SeatName;
import dev.evently.event.seating.SeatingPlan;
import dev.evently.event.seating.SeatingPlans;
import dev.evently.testing.contracts.Contracts;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SeatedEventContractTests {

    /** What a Kafka record may hold unless somebody raises it, key and headers included. */
    private static final int KAFKA_RECORD = 1_048_576;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Test
    void countsSeatsOncePerCategory() {
        SeatingPlan hall = hall(4, null);
        EventPlan plan = plan(
                PLAN_ID,
                null,
                List.of(quota("house", 25)),
                seats(null, null, "stalls"),
                seats(null, null, "stalls", "house"),
                seats(null, null, "balcony"),
                new ProductPlan(null, "Standing", 100L, 50, 2, null, null));
        Event.Published event = Halls.published(plan, hall);

        JsonNode data = data(event, hall);

        Contracts.assertValid(EventMessages.PUBLISHED, data.toString());
        Contracts.assertValid(
                EventMessages.UPDATED,
                JSON.writeValueAsString(EventMessages.updated(event, hall).data()));
        JsonNode products = data.path("products");
        assertThat(products.at("/0/quotaIds")).hasSize(1).containsExactly(products.at("/1/quotaIds/0"));
        assertThat(products.at("/1/quotaIds")).hasSize(2);
        assertThat(products.at("/2/seatCategory").asString()).isEqualTo("balcony");
        assertThat(products.at("/3/seatCategory").isNull()).isTrue();
        assertThat(data.path("quotas")
                        .valueStream()
                        .map(pool -> pool.path("capacity").asInt()))
                .containsExactly(50, 20, 10, 25);
        assertThat(data.path("quotas")
                        .valueStream()
                        .map(pool -> pool.path("seatCategory").asString("-")))
                .containsExactly("-", "stalls", "balcony", "-");
        assertThat(data.at("/seating/planVersion").asInt()).isEqualTo(4);
        assertThat(data.at("/seating/seatCount").asInt()).isEqualTo(30);
        assertThat(data.at("/seating/sections/0/rows/1/seats/0").propertyNames())
                .containsExactly("from", "count");
    }

    @ParameterizedTest
    @ValueSource(strings = {EventMessages.PUBLISHED, EventMessages.UPDATED})
    void makesTheIdsThatTheExampleSays(String type) {
        JsonNode example = JSON.readTree(Contracts.example(type));
        UUID eventId = UUID.fromString(example.path("eventId").asString());
        SeatMap seats = JSON.treeToValue(example.path("seating"), SeatMap.class);

        assertThat(seats.firstSeat()).isEqualTo(new SeatName("Balcony L/R", "A", "1"));
        assertThat(seats.firstSeat().idAt(eventId))
                .hasToString(example.at("/seating/firstSeatId").asString());
        assertThat(Seating.quotaId(eventId, "balcony"))
                .hasToString(example.at("/quotas/1/id").asString());
        assertThat(seats.seatCount()).isEqualTo(example.at("/seating/seatCount").asInt());
        assertThat(seats.seatsByCategory())
                .containsExactly(
                        entry("balcony", example.at("/quotas/1/capacity").asInt()));
    }

    @Test
    void fitsAStadiumIntoOneRecord() {
        int inRuns = bytes(
                hall(1, null, sections(20, List.of(run(1, 12), gap(), run(13, 13)))), seats(null, null, "stalls"));
        int oneByOne = bytes(
                hall(
                        1,
                        null,
                        sections(
                                20,
                                IntStream.rangeClosed(1, 25)
                                        .mapToObj(Halls::seat)
                                        .toList())),
                seats(null, null, "stalls"));
        int largest = bytes(
                hall(1, null, sections(60, List.of(run(1, 12), gap(), run(13, 13)))), seats(null, null, "stalls"));

        System.out.printf(
                "EventPublished: 20,000 seats in runs %,d bytes, one by one %,d bytes; 60,000 seats in runs %,d bytes%n",
                inRuns, oneByOne, largest);
        assertThat(inRuns).isLessThan(100_000);
        assertThat(oneByOne).isLessThan(KAFKA_RECORD / 2);
        assertThat(largest).isLessThan(KAFKA_RECORD / 4);
    }

    @Test
    void fitsTheLargestPlanAndTheLongestPriceListIntoOneRecord() {
        SeatMap.Section[] sections =
                sections(45, IntStream.rangeClosed(1, 25).mapToObj(Halls::seat).toList());
        String longest = "\u20ac".repeat(100);
        List<QuotaPlan> quotas = IntStream.range(0, Quota.MAX_QUOTAS)
                .mapToObj(i -> new QuotaPlan("quota-" + i, longest, 1_000_000))
                .toList();
        String[] shared =
                quotas.stream().limit(Product.MAX_SHARED).map(QuotaPlan::key).toArray(String[]::new);
        ProductPlan[] products = IntStream.range(0, Product.MAX_PRODUCTS)
                .mapToObj(i -> new ProductPlan(null, longest, Product.MAX_PRICE, null, 100, List.of(shared), "stalls"))
                .toArray(ProductPlan[]::new);
        SeatingPlan hall = hall(1, null, sections);
        EventPlan plan = plan(PLAN_ID, null, quotas, products);

        JsonNode data = data(Halls.published(plan, hall), hall);
        int map = JSON.writeValueAsBytes(hall.seats()).length;
        int rest = JSON.writeValueAsBytes(data).length - map;

        System.out.printf("EventPublished: all but the seats takes %,d bytes at most%n", rest);
        assertThat(SeatingPlans.MAX_BYTES + rest).isLessThan(KAFKA_RECORD - 16_384);
    }

    private static int bytes(SeatingPlan hall, ProductPlan... products) {
        EventPlan plan = plan(PLAN_ID, null, List.of(), products);
        return JSON.writeValueAsBytes(data(Halls.published(plan, hall), hall)).length;
    }

    private static JsonNode data(Event.Published event, SeatingPlan hall) {
        return JSON.valueToTree(EventMessages.published(event, hall).data());
    }
}
