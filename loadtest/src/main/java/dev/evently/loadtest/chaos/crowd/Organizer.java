package dev.evently.loadtest.chaos.crowd;

import dev.evently.local.client.Answer;
import dev.evently.local.client.GatewayClient;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/** Publishes what is sold, before anything dies. */
public final class Organizer {
    private static final String API = "/api/v1";
    private static final Duration ON_SALE_LIMIT = Duration.ofSeconds(60);
    private static final int STANDARD_PRICE = 4000;
    private static final int REDUCED_PRICE = 2500;
    private static final int MAX_PER_BOOKING = 4;

    private final GatewayClient client;
    private final Clock clock;

    public Organizer(GatewayClient client, Clock clock) {
        this.client = client;
        this.clock = clock;
    }

    /** Publishes an event for each of these capacities and waits until all are on sale. */
    public List<Offering> publish(List<Integer> capacities) throws IOException, InterruptedException {
        String organizer = require(client.post(API + "/organizers", Map.of("name", "Crash test")), 201)
                .text("id");
        List<Offering> offerings = new ArrayList<>();
        for (int capacity : capacities) {
            offerings.add(publish(organizer, capacity));
        }
        long deadline = System.nanoTime() + ON_SALE_LIMIT.toNanos();
        for (Offering offering : offerings) {
            awaitOnSale(offering, deadline);
        }
        return offerings;
    }

    private Offering publish(String organizer, int capacity) throws IOException, InterruptedException {
        Instant start = clock.instant().truncatedTo(ChronoUnit.HOURS).plus(100, ChronoUnit.DAYS);
        Map<String, ?> draft = Map.ofEntries(
                Map.entry("organizerId", organizer),
                Map.entry("title", "Crash test"),
                Map.entry("description", "An event that only crash tests sell"),
                Map.entry("category", "music"),
                Map.entry("startsAt", start.toString()),
                Map.entry("endsAt", start.plus(3, ChronoUnit.HOURS).toString()),
                Map.entry("timezone", "Europe/Berlin"),
                Map.entry("currency", "EUR"),
                Map.entry(
                        "quotas",
                        List.of(
                                Map.of("key", "hall", "name", "Hall", "capacity", capacity),
                                Map.of("key", "reduced", "name", "Reduced", "capacity", Math.max(1, capacity / 2)))),
                Map.entry(
                        "products",
                        List.of(
                                product("Standard", STANDARD_PRICE, List.of("hall")),
                                product("Reduced", REDUCED_PRICE, List.of("hall", "reduced")))));
        Answer made = require(client.post(API + "/events", draft), 201);
        String id = made.text("id");
        require(client.post(API + "/events/" + id + "/publish", Map.of()), 200);
        JsonNode products = made.json().path("products");
        return new Offering(UUID.fromString(id), productId(products, 0), productId(products, 1), capacity);
    }

    private static Map<String, ?> product(String name, int price, List<String> quotas) {
        return Map.of("name", name, "price", price, "maxPerBooking", MAX_PER_BOOKING, "quotas", quotas);
    }

    private static UUID productId(JsonNode products, int index) {
        return UUID.fromString(products.path(index).path("id").asString(""));
    }

    private void awaitOnSale(Offering offering, long deadline) throws IOException, InterruptedException {
        while (true) {
            Answer answer = client.get(API + "/events/" + offering.id() + "/availability");
            if (answer.status() == 200 && answer.json().path("products").size() == 2) {
                return;
            }
            if (System.nanoTime() > deadline) {
                throw new IOException("A published event is not on sale: " + answer);
            }
            TimeUnit.MILLISECONDS.sleep(200);
        }
    }

    private static Answer require(Answer answer, int status) throws IOException {
        if (answer.status() != status) {
            throw new IOException(answer.toString());
        }
        return answer;
    }
}
