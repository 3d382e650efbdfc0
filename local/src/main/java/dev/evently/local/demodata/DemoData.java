package dev.evently.local.demodata;

import dev.evently.local.client.Answer;
import dev.evently.local.client.GatewayClient;
import dev.evently.local.suite.DemoLogins;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/**
 * Loads the demo data once: an organizer with venues and published events, a few buyers, and one small event that they
 * have nearly booked out. All have verified their addresses. A load that was cut off is taken up where it ended.
 */
public final class DemoData {
    private static final String DONE = "done";
    private static final String API = "/api/v1";
    private static final List<String> BUYERS =
            List.of("ada@evently.example", "grace@evently.example", "alan@evently.example");
    private static final Duration PROPAGATION_LIMIT = Duration.ofSeconds(60);

    private final Journal journal;
    private final GatewayClient gateway;
    private final Addresses addresses;
    private final DemoLogins logins;
    private final Clock clock;

    /** @param mails the mail sink's API */
    public DemoData(Path data, GatewayClient gateway, GatewayClient mails, DemoLogins logins, Clock clock) {
        this.journal = Journal.in(data);
        this.gateway = gateway;
        this.addresses = new Addresses(gateway, mails, journal);
        this.logins = logins;
        this.clock = clock;
    }

    public boolean isLoaded() {
        return journal.find(DONE).isPresent();
    }

    /** The id of the demo's organizer, once loaded. */
    public String organizerId() {
        return journal.find("organizer").orElseThrow(() -> new IllegalStateException("The demo data are not loaded"));
    }

    /** The id of one of the demo's venues, once loaded. */
    public String venueId() {
        return journal.find("venue.berlin")
                .orElseThrow(() -> new IllegalStateException("The demo data are not loaded"));
    }

    /**
     * Loads what is missing.
     *
     * @throws IOException if the suite refuses a step; the message names request and answer
     */
    public void load() throws IOException, InterruptedException {
        if (isLoaded()) {
            return;
        }
        GatewayClient organizer = account(DemoLogins.ORGANIZER, "Olive Organizer", logins.organizerPassword());
        Map<String, String> events = publishEvents(organizer);
        String nearlySoldOut = events.getOrDefault(Catalogue.NEARLY_SOLD_OUT, "");
        for (int i = 0; i < BUYERS.size(); i++) {
            String name = BUYERS.get(i).substring(0, BUYERS.get(i).indexOf('@'));
            GatewayClient buyer = account(BUYERS.get(i), name, logins.buyerPassword());
            bookAllButOne(buyer, nearlySoldOut);
        }
        addresses.verify(DemoLogins.ORGANIZER);
        for (String buyer : BUYERS) {
            addresses.verify(buyer);
        }
        journal.put(DONE, clock.instant().toString());
    }

    private Map<String, String> publishEvents(GatewayClient organizer) throws IOException, InterruptedException {
        String organizerId = made(organizer, "organizer", "/organizers", Map.of("name", "Evently Demo Stage"));
        for (Map.Entry<String, Map<String, Object>> venue : Catalogue.venues().entrySet()) {
            Map<String, Object> body = new HashMap<>(venue.getValue());
            body.put("organizerId", organizerId);
            made(organizer, "venue." + venue.getKey(), "/venues", body);
        }
        LocalDate base = baseDate();
        Map<String, String> events = new HashMap<>();
        for (Map.Entry<String, String> event : Catalogue.venuesOfEvents().entrySet()) {
            Map<String, Object> body = new HashMap<>(Catalogue.event(event.getKey(), base));
            body.put("organizerId", organizerId);
            body.put("venueId", journal.find("venue." + event.getValue()).orElseThrow());
            String id = made(organizer, "event." + event.getKey(), "/events", body);
            publish(organizer, event.getKey(), id);
            events.put(event.getKey(), id);
        }
        return events;
    }

    private GatewayClient account(String email, String displayName, String password)
            throws IOException, InterruptedException {
        String step = "account." + email;
        if (journal.find(step).isEmpty()) {
            Answer registered = gateway.post(
                    API + "/auth/register",
                    Map.of("email", email, "password", password, "displayName", displayName),
                    journal.idempotencyKey(step));
            boolean known = registered.status() == 409 && registered.problem().equals("email-taken");
            if (!known) {
                require(registered, 201);
            }
            journal.put(step, "registered");
        }
        Answer login = gateway.post(API + "/auth/login", Map.of("email", email, "password", password));
        return gateway.as(require(login, 200).text("accessToken"));
    }

    private String made(GatewayClient caller, String step, String path, Map<String, ?> body)
            throws IOException, InterruptedException {
        String known = journal.find(step).orElse(null);
        if (known != null) {
            return known;
        }
        String id = require(caller.post(API + path, body, journal.idempotencyKey(step)), 201)
                .text("id");
        journal.put(step, id);
        return id;
    }

    private void publish(GatewayClient organizer, String key, String id) throws IOException, InterruptedException {
        String step = "published." + key;
        if (journal.find(step).isEmpty()) {
            boolean published = require(organizer.get(API + "/events/" + id), 200)
                    .text("status")
                    .equals("PUBLISHED");
            if (!published) {
                require(
                        organizer.post(API + "/events/" + id + "/publish", Map.of(), journal.idempotencyKey(step)),
                        200);
            }
            journal.put(step, id);
        }
    }

    /** Books up to two places, as long as more than one is left. */
    private void bookAllButOne(GatewayClient buyer, String event) throws IOException, InterruptedException {
        JsonNode product = awaitInventory(event);
        int quantity = Math.min(2, product.path("available").asInt() - 1);
        if (quantity < 1) {
            return;
        }
        Map<String, ?> hold = Map.of(
                "eventId",
                event,
                "items",
                List.of(Map.of("productId", product.path("productId").asString(), "quantity", quantity)));
        String booking = require(buyer.post(API + "/bookings", hold), 201).text("id");
        Map<String, ?> payment = Map.of("method", Map.of("type", "card", "token", "tok_ok"));
        require(
                buyer.post(
                        API + "/bookings/" + booking + "/payment",
                        payment,
                        UUID.randomUUID().toString()),
                200);
    }

    /** Publishing reaches the service that sells through an event, a moment later. */
    private JsonNode awaitInventory(String event) throws IOException, InterruptedException {
        Predicate<Answer> there = answer ->
                answer.status() == 200 && !answer.json().path("products").isEmpty();
        long deadline = System.nanoTime() + PROPAGATION_LIMIT.toNanos();
        Answer answer = gateway.get(API + "/events/" + event + "/availability");
        while (!there.test(answer)) {
            if (System.nanoTime() > deadline) {
                throw new IOException("A published event is not on sale: " + answer);
            }
            TimeUnit.MILLISECONDS.sleep(200);
            answer = gateway.get(API + "/events/" + event + "/availability");
        }
        return answer.json().path("products").get(0);
    }

    /** The day from which the events are counted, the same for a load that is taken up again. */
    private LocalDate baseDate() {
        String known = journal.find("base").orElse(null);
        if (known != null) {
            return LocalDate.parse(known);
        }
        LocalDate today = LocalDate.now(clock);
        journal.put("base", today.toString());
        return today;
    }

    private static Answer require(Answer answer, int status) throws IOException {
        if (answer.status() != status) {
            throw new IOException("expected " + status + ", but " + answer);
        }
        return answer;
    }
}
