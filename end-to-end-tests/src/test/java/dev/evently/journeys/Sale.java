package dev.evently.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * A published event with one product, on sale.
 *
 * @param organizer its owner
 * @param event id of the event
 * @param product id of its product
 */
record Sale(Api organizer, String event, String product) {

    static final int PRICE = 2500;

    /** Opens a sale by an organizer of its own. */
    static Sale open(int capacity) {
        Api organizer = People.newcomer();
        Reply draft = organizer
                .post("/events", draft(organizerOf(organizer), capacity))
                .expect(201);
        String event = draft.text("id");
        organizer.post("/events/" + event + "/publish", Map.of()).expect(200);
        String product = draft.json().path("products").path(0).path("id").asString("");
        Sale sale = new Sale(organizer, event, product);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(sale.availability("available")).isEqualTo(capacity));
        return sale;
    }

    static String organizerOf(Api owner) {
        return owner.post("/organizers", Map.of("name", "Stage " + UUID.randomUUID()))
                .expect(201)
                .text("id");
    }

    /** A draft that nothing can be said against; may be changed. */
    static Map<String, Object> draft(String organizerId, int capacity) {
        Instant start = Instant.now().truncatedTo(ChronoUnit.HOURS).plus(20, ChronoUnit.DAYS);
        Map<String, Object> product = new HashMap<>();
        product.put("name", "Standing");
        product.put("price", PRICE);
        product.put("capacity", capacity);
        product.put("maxPerBooking", Math.min(capacity, 4));
        Map<String, Object> draft = new HashMap<>();
        draft.put("organizerId", organizerId);
        draft.put("title", "Evening " + UUID.randomUUID());
        draft.put("description", "A journey's event");
        draft.put("category", "music");
        draft.put("startsAt", start.toString());
        draft.put("endsAt", start.plus(3, ChronoUnit.HOURS).toString());
        draft.put("timezone", "Europe/Berlin");
        draft.put("currency", "EUR");
        draft.put("products", List.of(product));
        return draft;
    }

    Reply hold(Api buyer, int quantity) {
        return buyer.post("/bookings", Api.order(event, product, quantity));
    }

    /** Holds and pays one place. */
    String buy(Api buyer) {
        String booking = hold(buyer, 1).expect(201).text("id");
        buyer.post("/bookings/" + booking + "/payment", Api.card("tok_ok")).expect(200);
        return booking;
    }

    JsonNode availability() {
        return organizer
                .get("/events/" + event + "/availability")
                .json()
                .path("products")
                .path(0);
    }

    long availability(String count) {
        return availability().path(count).asLong(-1);
    }

    /** Fails unless every place is in exactly one state. */
    static void assertBalanced(JsonNode product) {
        List<Long> parts = Stream.of("available", "held", "sold", "blocked")
                .map(part -> product.path(part).asLong(-1))
                .toList();
        assertThat(parts).as("%s", product).allMatch(part -> part >= 0);
        assertThat(parts.stream().mapToLong(part -> part).sum())
                .as("%s", product)
                .isEqualTo(product.path("capacity").asLong());
    }
}
