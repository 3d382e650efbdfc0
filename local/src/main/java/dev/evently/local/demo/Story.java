package dev.evently.local.demo;

import dev.evently.local.client.Answer;
import dev.evently.local.client.GatewayClient;
import dev.evently.local.suite.DemoLogins;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The chapters of the story of one place that is sold, given back and sold again. */
final class Story implements AutoCloseable {
    private static final String API = "/api/v1";
    private static final long PRICE = 4200;
    private static final Duration MESSAGE_LIMIT = Duration.ofSeconds(30);

    private final Steps steps;
    private final GatewayClient gateway;
    private final GatewayClient mails;
    private final Path folder;
    private final String run = UUID.randomUUID().toString().substring(0, 8);
    private final String title = "Demo Evening " + run;
    private final String firstEmail = "first-" + run + "@evently.example";
    private final String secondEmail = "second-" + run + "@evently.example";
    private final Inbox inbox = new Inbox();

    private GatewayClient organizer;
    private GatewayClient first;
    private GatewayClient second;
    private String event = "";
    private String product = "";
    private String firstBooking = "";
    private String secondBooking = "";
    private @Nullable WebSocket socket;

    Story(Steps steps, GatewayClient gateway, GatewayClient mails, Path folder) {
        this.steps = steps;
        this.gateway = gateway;
        this.mails = mails;
        this.folder = folder;
        this.organizer = gateway;
        this.first = gateway;
        this.second = gateway;
    }

    void organizerSells(String password, String organizerId, String venueId)
            throws Steps.Failure, InterruptedException {
        organizer = loggedIn("The organizer logs in", DemoLogins.ORGANIZER, password);
        Instant start = Instant.now().truncatedTo(ChronoUnit.HOURS).plus(30, ChronoUnit.DAYS);
        Map<String, ?> body = Map.of(
                "organizerId",
                organizerId,
                "venueId",
                venueId,
                "title",
                title,
                "description",
                "An evening with a single place.",
                "category",
                "music",
                "startsAt",
                start.toString(),
                "endsAt",
                start.plus(3, ChronoUnit.HOURS).toString(),
                "timezone",
                "Europe/Berlin",
                "currency",
                "EUR",
                "products",
                List.of(Map.of("name", "The place", "price", PRICE, "capacity", 1, "maxPerBooking", 1)));
        Answer draft = steps.step(
                "The organizer drafts an event with one place",
                201,
                "status DRAFT",
                has("status", "DRAFT"),
                () -> organizer.post(API + "/events", body));
        event = draft.text("id");
        product = draft.json().path("products").path(0).path("id").asString("");
        steps.step(
                "and publishes it",
                200,
                "status PUBLISHED",
                has("status", "PUBLISHED"),
                () -> organizer.post(API + "/events/" + event + "/publish", Map.of()));
    }

    void firstBuyerBuys(String password) throws Steps.Failure, IOException, InterruptedException {
        first = registered("The first buyer", firstEmail, password);
        String query = URLEncoder.encode(title, StandardCharsets.UTF_8);
        steps.eventually(
                "searches for the event",
                "the event among the results",
                answer -> answer.json().path("items").valueStream().anyMatch(item -> has(item, "id", event)),
                () -> first.get(API + "/events?q=" + query));
        steps.eventually(
                "sees that one place is available",
                "available 1",
                answer ->
                        answer.json().path("products").path(0).path("available").asInt(-1) == 1,
                () -> first.get(API + "/events/" + event + "/availability"));
        firstBooking = steps.step(
                        "holds it",
                        201,
                        "status HELD, total " + PRICE,
                        has("status", "HELD")
                                .and(answer -> answer.json().path("total").asLong() == PRICE),
                        () -> first.post(API + "/bookings", order()))
                .text("id");
        pays(first, "pays by card", firstBooking);
        String ticket =
                ticket(first, "finds the ticket", firstBooking).path("id").asString("");
        save(
                steps.step(
                        "fetches its QR code",
                        200,
                        "a PNG image",
                        startsWith("\u0089PNG"),
                        () -> first.get(API + "/tickets/" + ticket + "/qr")),
                "ticket-" + run + ".png");
        save(
                steps.step(
                        "fetches its PDF",
                        200,
                        "a PDF document",
                        startsWith("%PDF"),
                        () -> first.get(API + "/tickets/" + ticket + "/pdf")),
                "ticket-" + run + ".pdf");
        mail("gets a confirmation by mail", firstEmail, firstBooking);
    }

    void secondBuyerWaits(String password) throws Steps.Failure, InterruptedException {
        second = registered("The second buyer", secondEmail, password);
        steps.step(
                "is refused: the event is sold out",
                409,
                "problem sold-out",
                answer -> answer.problem().equals("sold-out"),
                () -> second.post(API + "/bookings", order()));
        steps.step(
                "joins the waitlist",
                201,
                "status WAITING, position 1",
                has("status", "WAITING")
                        .and(answer -> answer.json().path("position").asInt() == 1),
                () -> second.post(API + "/events/" + event + "/waitlist", Map.of("productId", product, "quantity", 1)));
        long begin = System.nanoTime();
        try {
            socket = second.webSocket("/ws", inbox);
        } catch (IOException e) {
            throw steps.failure("opens a WebSocket", "status 101", String.valueOf(e.getMessage()));
        }
        steps.done("opens a WebSocket to be told at once", "101", begin);
    }

    void firstBuyerCancels() throws Steps.Failure, InterruptedException {
        Answer cancelled = steps.step(
                "The first buyer cancels and is refunded",
                200,
                "status CANCELLED with a refund of " + PRICE,
                has("status", "CANCELLED")
                        .and(answer ->
                                answer.json().path("refund").path("amount").asLong() == PRICE),
                () -> first.post(API + "/bookings/" + firstBooking + "/cancel", Map.of()));
        steps.note("refund " + cancelled.json().path("refund").path("id").asString(""));
        mail("is told by mail that the money is on its way", firstEmail, "refund");
    }

    void secondBuyerGetsThePlace() throws Steps.Failure, InterruptedException {
        long begin = System.nanoTime();
        String what = "The second buyer is offered the place over the WebSocket";
        JsonNode offer = inbox.await("waitlist.offered", MESSAGE_LIMIT)
                .orElseThrow(() -> steps.failure(
                        what,
                        "a message of type waitlist.offered within " + MESSAGE_LIMIT.toSeconds() + " s",
                        inbox.end().map(end -> "none; the connection is " + end).orElse("none")));
        steps.done(what, "WS", begin);
        secondBooking = offer.path("data").path("bookingId").asString("");
        mail("and by mail", secondEmail, secondBooking);
        steps.eventually(
                "sees the offer in the list of waits",
                "status OFFERED with booking " + secondBooking,
                answer -> answer.json()
                        .path("items")
                        .valueStream()
                        .anyMatch(entry -> has(entry, "status", "OFFERED") && has(entry, "bookingId", secondBooking)),
                () -> second.get(API + "/waitlist"));
        pays(second, "pays the offered booking", secondBooking);
    }

    void secondBuyerEnters() throws Steps.Failure, InterruptedException {
        String code =
                ticket(second, "finds the ticket", secondBooking).path("code").asString("");
        String path = API + "/events/" + event + "/check-ins";
        steps.step(
                "At the door the organizer scans it",
                201,
                "status ADMITTED",
                has("status", "ADMITTED"),
                () -> organizer.post(path, Map.of("code", code)));
        steps.step(
                "A second scan of the same code is refused",
                409,
                "problem already-admitted",
                answer -> answer.problem().equals("already-admitted"),
                () -> organizer.post(path, Map.of("code", code)));
    }

    void figures(String adminPassword) throws Steps.Failure, InterruptedException {
        steps.eventually(
                "The organizer sees the sale",
                "sold 1, revenue " + PRICE,
                answer -> answer.json().path("sold").asLong() == 1
                        && answer.json().path("revenue").asLong() == PRICE,
                () -> organizer.get(API + "/events/" + event + "/analytics"));
        GatewayClient admin = loggedIn("The administrator logs in", DemoLogins.ADMIN, adminPassword);
        Answer overview = steps.step(
                "and sees the overview",
                200,
                "events, bookings and customers",
                answer -> answer.json().path("events").asLong() > 0
                        && answer.json().path("bookings").asLong() > 0
                        && answer.json().path("customers").asLong() > 0,
                () -> admin.get(API + "/analytics/overview"));
        steps.note("%d events, %d bookings, %d customers"
                .formatted(
                        overview.json().path("events").asLong(),
                        overview.json().path("bookings").asLong(),
                        overview.json().path("customers").asLong()));
    }

    private GatewayClient registered(String who, String email, String password)
            throws Steps.Failure, InterruptedException {
        steps.step(
                who + " registers",
                201,
                "the account",
                has("email", email),
                () -> gateway.post(
                        API + "/auth/register", Map.of("email", email, "password", password, "displayName", who)));
        return loggedIn("logs in", email, password);
    }

    private GatewayClient loggedIn(String what, String email, String password)
            throws Steps.Failure, InterruptedException {
        Answer login = steps.step(
                what,
                200,
                "an access token",
                answer -> !answer.text("accessToken").isEmpty(),
                () -> gateway.post(API + "/auth/login", Map.of("email", email, "password", password)));
        return gateway.as(login.text("accessToken"));
    }

    private void pays(GatewayClient buyer, String what, String booking) throws Steps.Failure, InterruptedException {
        Map<String, ?> card = Map.of("method", Map.of("type", "card", "token", "tok_ok"));
        steps.step(
                what,
                200,
                "status CAPTURED and the booking CONFIRMED",
                has("status", "CAPTURED").and(answer -> has(answer.json().path("booking"), "status", "CONFIRMED")),
                () -> buyer.post(API + "/bookings/" + booking + "/payment", card));
    }

    private JsonNode ticket(GatewayClient buyer, String what, String booking)
            throws Steps.Failure, InterruptedException {
        return steps.step(
                        what,
                        200,
                        "one ticket with a code",
                        answer -> answer.json().path("items").size() == 1
                                && !answer.json()
                                        .path("items")
                                        .path(0)
                                        .path("code")
                                        .asString("")
                                        .isEmpty(),
                        () -> buyer.get(API + "/bookings/" + booking + "/tickets"))
                .json()
                .path("items")
                .path(0);
    }

    /** Waits for a mail about the event that also mentions this. */
    private void mail(String what, String to, String mention) throws Steps.Failure, InterruptedException {
        Predicate<String> fits =
                mail -> mail.contains(title) && mail.toLowerCase(Locale.ROOT).contains(mention);
        steps.eventually(
                what,
                "a mail to %s about %s that mentions %s".formatted(to, title, mention),
                answer -> answer.json()
                        .path("items")
                        .valueStream()
                        .map(JsonNode::toString)
                        .anyMatch(fits),
                () -> mails.get("/messages?to=" + to));
    }

    private void save(Answer answer, String file) throws IOException {
        Files.createDirectories(folder);
        Path saved = folder.resolve(file);
        Files.write(saved, answer.bytes());
        steps.note("saved as " + saved);
    }

    private Map<String, ?> order() {
        return Map.of("eventId", event, "items", List.of(Map.of("productId", product, "quantity", 1)));
    }

    private static Predicate<Answer> startsWith(String magic) {
        return answer -> new String(answer.bytes(), StandardCharsets.ISO_8859_1).startsWith(magic);
    }

    private static Predicate<Answer> has(String field, String value) {
        return answer -> answer.text(field).equals(value);
    }

    private static boolean has(JsonNode node, String field, String value) {
        return node.path(field).asString("").equals(value);
    }

    @Override
    public void close() {
        if (socket != null) {
            socket.abort();
        }
    }
}
