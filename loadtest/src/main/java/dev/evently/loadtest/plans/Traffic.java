package dev.evently.loadtest.plans;

import dev.evently.loadtest.sale.EventOnSale;
import dev.evently.local.client.Answer;
import dev.evently.local.client.GatewayClient;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/** Asks the suite through its gateway for everything that reads or writes a shard, again and again. */
final class Traffic {
    private static final String BOOKINGS = "/api/v1/bookings";
    private static final int FAR_PAGE = 100;

    private final GatewayClient buyer;
    private final GatewayClient organizer;
    private final List<EventOnSale> events;
    private final Random random = new Random(1);

    /**
     * @param buyer one with more than a hundred pages of bookings
     * @param organizer the owner of the events
     */
    Traffic(GatewayClient buyer, GatewayClient organizer, List<EventOnSale> events) {
        this.buyer = buyer;
        this.organizer = organizer;
        this.events = List.copyOf(events);
    }

    /** Does everything so many times. */
    void run(int times) throws IOException, InterruptedException {
        String far = cursorOfFarPage();
        List<String> old = ids(get(buyer, BOOKINGS + "?limit=20&cursor=" + far));
        for (int i = 0; i < times; i++) {
            EventOnSale event = events.get(random.nextInt(events.size()));
            get(buyer, BOOKINGS + "?limit=20");
            get(buyer, BOOKINGS + "?limit=20&cursor=" + far);
            get(buyer, BOOKINGS + "/" + old.get(i % old.size()));
            get(buyer, "/api/v1/events/" + event.id() + "/availability");
            get(organizer, "/api/v1/events/" + event.id() + "/inventory");
            live(event, i);
        }
    }

    /** One booking's life: held, and then paid and used, or paid and given back, or given up, or left to expire. */
    private void live(EventOnSale event, int number) throws IOException, InterruptedException {
        Map<String, ?> order = Map.of(
                "eventId",
                event.id(),
                "items",
                List.of(Map.of("productId", event.product(), "quantity", 1 + number % 2)));
        String booking = BOOKINGS + "/" + post(buyer, BOOKINGS, order, 201).text("id");
        int fate = number % 8;
        if (fate == 0) {
            return;
        }
        if (fate == 1) {
            post(buyer, booking + "/extend", Map.of(), 200);
            post(buyer, booking + "/cancel", Map.of(), 200);
            return;
        }
        post(buyer, booking + "/payment", Map.of("method", Map.of("type", "card", "token", "tok_ok")), 200);
        JsonNode ticket = get(buyer, booking + "/tickets").json().path("items").path(0);
        get(buyer, "/api/v1/tickets/" + ticket.path("id").asString("") + "/qr");
        if (fate == 2) {
            post(buyer, booking + "/cancel", Map.of(), 200);
        } else {
            Map<String, ?> code = Map.of("code", ticket.path("code").asString(""));
            post(organizer, "/api/v1/events/" + event.id() + "/check-ins", code, 201);
        }
    }

    private String cursorOfFarPage() throws IOException, InterruptedException {
        String next = "";
        for (int page = 1; page < FAR_PAGE; page++) {
            next = get(buyer, BOOKINGS + "?limit=20" + (next.isEmpty() ? "" : "&cursor=" + next))
                    .text("next");
            if (next.isEmpty()) {
                throw new IOException("The buyer has only " + page + " pages of bookings");
            }
        }
        return next;
    }

    private static List<String> ids(Answer page) {
        return page.json()
                .path("items")
                .valueStream()
                .map(item -> item.path("id").asString(""))
                .toList();
    }

    private static Answer get(GatewayClient client, String path) throws IOException, InterruptedException {
        return require(client.get(path), 200);
    }

    /** A payment that takes the provider too long for an answer is as good: the same statements run a little later. */
    private static Answer post(GatewayClient client, String path, Map<String, ?> body, int status)
            throws IOException, InterruptedException {
        Answer answer = client.post(path, body);
        for (int attempt = 0; answer.status() >= 500 && attempt < 20; attempt++) {
            TimeUnit.MILLISECONDS.sleep(500);
            answer = client.post(path, body);
        }
        return require(answer, status);
    }

    private static Answer require(Answer answer, int status) throws IOException {
        if (answer.status() != status) {
            throw new IOException(answer.toString());
        }
        return answer;
    }
}
