package dev.evently.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Predicate;
import org.awaitility.core.ConditionTimeoutException;
import org.awaitility.core.ThrowingRunnable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** One booking, followed through every service by the spans that a collector would get. */
class TracesIT {

    private static final String EMAIL = "traced-" + UUID.randomUUID() + "@evently.example";
    private static final String NAME = "Traced Trudy Tracington";
    private static final String PASSWORD = "Correct-horse-battery-7";
    private static final String CLIENT = "00000000000000c1";
    private static final String CREATED = "dev.evently.booking.BookingCreated.v1";
    private static final String CONFIRMED = "dev.evently.booking.BookingConfirmed.v1";
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private static @Nullable SpanReceiver receiver;
    private static @Nullable TracedSuite suite;
    private static @Nullable Story story;

    /**
     * What happened while the suite was traced.
     *
     * @param booked the trace of a booking from the hold to the mail
     * @param declined the trace of a payment that was declined
     */
    private record Story(String token, String event, String booking, String unpaid, String booked, String declined) {}

    @BeforeAll
    static void book() {
        receiver = SpanReceiver.start();
        suite = TracedSuite.sendingTo(receiver);
        String gateway = suite.gatewayUrl();
        Api organizer = newcomer(gateway, UUID.randomUUID() + "@evently.example", "An organizer");
        Reply draft = organizer
                .post("/events", Sale.draft(Sale.organizerOf(organizer), 10))
                .expect(201);
        Sale sale = new Sale(
                organizer, draft.text("id"), draft.json().at("/products/0/id").asString());
        organizer.post("/events/" + sale.event() + "/publish", Map.of()).expect(200);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(sale.availability("available")).isEqualTo(10));
        Api buyer = newcomer(gateway, EMAIL, NAME);
        String token = Objects.requireNonNull(buyer.token());

        String booked = newTrace();
        String booking = JSON.readTree(
                        send(buyer, booked, "/bookings", Api.order(sale.event(), sale.product(), 1), 201))
                .path("id")
                .asString();
        send(buyer, booked, "/bookings/" + booking + "/payment", Api.card("tok_ok"), 200);
        SpanReceiver spans = receiver;
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(spans.trace(booked)).anyMatch(span -> span.isNamed("send mail")));

        String other = sale.hold(buyer, 1).expect(201).text("id");
        String declined = newTrace();
        send(buyer, declined, "/bookings/" + other + "/payment", Api.card("tok_declined"), 402);

        buyer.get("/events?access_token=" + token);
        get(gateway + "/ws?access_token=" + token);
        story = new Story(token, sale.event(), booking, other, booked, declined);
    }

    @AfterAll
    static void stop() {
        if (suite != null) {
            suite.close();
        }
        if (receiver != null) {
            receiver.close();
        }
    }

    private static Api newcomer(String gateway, String email, String name) {
        Api nobody = new Api(gateway, null);
        nobody.post("/auth/register", Map.of("email", email, "password", PASSWORD, "displayName", name))
                .expect(201);
        return nobody.as(nobody.post("/auth/login", Map.of("email", email, "password", PASSWORD))
                .expect(200)
                .text("accessToken"));
    }

    private static String newTrace() {
        return UUID.randomUUID().toString().replace("-", "");
    }

    /** Posts as a client that traces itself. */
    private static String send(Api caller, String trace, String path, Object body, int wanted) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(caller.baseUrl() + "/api/v1" + path))
                .header("Authorization", "Bearer " + caller.token())
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .header("traceparent", "00-" + trace + "-" + CLIENT + "-01")
                .POST(BodyPublishers.ofString(JSON.writeValueAsString(body)))
                .build();
        HttpResponse<String> answer =
                HTTP.sendAsync(request, HttpResponse.BodyHandlers.ofString()).join();
        assertThat(answer.statusCode()).as("%s: %s", path, answer.body()).isEqualTo(wanted);
        return answer.body();
    }

    private static void get(String address) {
        HTTP.sendAsync(HttpRequest.newBuilder(URI.create(address)).build(), HttpResponse.BodyHandlers.discarding())
                .join();
    }

    @Test
    void oneTraceShowsABookingFromTheGatewayToTheMail() {
        whenComplete(() -> {
            SeenSpan held = one(booked("gateway", SeenSpan::isServer, "/api/v1/bookings"));
            assertThat(held.parentId()).isEqualTo(CLIENT);
            SeenSpan hold = one(below(held, booked("booking-service", SeenSpan::isServer, "/api/v1/bookings")));
            assertThat(below(hold, booked("booking-service", SeenSpan::isSql))).isNotEmpty();
            SeenSpan created =
                    one(childrenOf(hold, booked("booking-service", span -> span.publishes("evently.bookings"))));
            SeenSpan counted = one(below(created, booked("analytics-service", span -> span.processes(CREATED))));
            assertThat(below(counted, booked("analytics-service", SeenSpan::isSql)))
                    .isNotEmpty();
            assertThat(childrenOf(created, booked("waitlist-service", SeenSpan::isConsumer)))
                    .isNotEmpty();

            String path = "/api/v1/bookings/" + story().booking() + "/payment";
            SeenSpan paid = one(booked("gateway", SeenSpan::isServer, path));
            assertThat(paid.parentId()).isEqualTo(CLIENT);
            SeenSpan pay = one(below(paid, booked("booking-service", SeenSpan::isServer, path)));
            assertThat(below(pay, booked("payment-sandbox", SeenSpan::isServer)))
                    .as("the provider")
                    .isNotEmpty();
            SeenSpan told = one(below(pay, booked("notification-service", span -> span.processes(CONFIRMED))));
            assertThat(below(told, booked("notification-service", SeenSpan::isSql)))
                    .isNotEmpty();
            SeenSpan mail = one(childrenOf(told, booked("notification-service", span -> span.isNamed("send mail"))));
            for (SeenSpan span : List.of(paid, pay, told, mail)) {
                assertThat(span.attribute("evently.booking_id")).as("%s", span).isEqualTo(story().booking());
            }
            for (SeenSpan span : List.of(hold, counted, told, mail)) {
                assertThat(span.attribute("evently.event_id")).as("%s", span).isEqualTo(story().event());
            }
        });
    }

    @Test
    void spansOfTheTraceHangTogetherAndNoneFailed() {
        whenComplete(() -> {
            List<SeenSpan> trace = receiver().trace(story().booked());
            List<String> ids = trace.stream().map(SeenSpan::id).toList();
            assertThat(trace)
                    .isNotEmpty()
                    .allMatch(span ->
                            ids.contains(span.parentId()) || span.parentId().equals(CLIENT))
                    .noneMatch(SeenSpan::isError);
        });
    }

    @Test
    void declinedPaymentIsAnErrorOnItsSpan() {
        String path = "/api/v1/bookings/" + story().unpaid() + "/payment";
        whenComplete(() -> {
            SeenSpan pay = one(receiver().trace(story().declined()).stream()
                    .filter(span -> span.service().equals("booking-service") && span.isServer())
                    .toList());
            assertThat(pay.attribute("url.path")).isEqualTo(path);
            assertThat(pay.isError()).isTrue();
            assertThat(pay.attribute("error.type")).isEqualTo("payment-declined");
        });
    }

    @Test
    void noSpanHoldsASecretOrAPerson() {
        whenComplete(() -> assertThat(receiver().all())
                .anyMatch(span -> span.attribute("url.path").equals("/ws")));
        assertThat(receiver().all())
                .as("what the agent has said of requests, statements and records")
                .allSatisfy(span -> assertThat(span.span().toString())
                        .doesNotContain(
                                EMAIL, "@evently.example", NAME, PASSWORD, story().token(), "access_token", "tok_"))
                .filteredOn(span -> span.isServer() && isOfSomebody(span.attribute("url.path")))
                .isNotEmpty()
                .allSatisfy(span -> assertThat(span.attribute("client.address")).isIn("", "REDACTED"));
    }

    /** What services ask each other tells addresses of services. */
    private static boolean isOfSomebody(String path) {
        return path.startsWith("/api/") || path.equals("/ws");
    }

    private static List<SeenSpan> booked(String service, Predicate<SeenSpan> kind, String path) {
        return booked(service, kind.and(span -> span.attribute("url.path").equals(path)));
    }

    private static List<SeenSpan> booked(String service, Predicate<SeenSpan> kind) {
        return receiver().trace(story().booked()).stream()
                .filter(span -> span.service().equals(service))
                .filter(kind)
                .toList();
    }

    private static List<SeenSpan> childrenOf(SeenSpan parent, List<SeenSpan> spans) {
        return spans.stream()
                .filter(span -> span.parentId().equals(parent.id()))
                .toList();
    }

    /** Those of the spans that another one led to, however many are in between. */
    private static List<SeenSpan> below(SeenSpan above, List<SeenSpan> spans) {
        return spans.stream()
                .filter(span -> span.isBelow(above, receiver().trace(above.traceId())))
                .toList();
    }

    private static SeenSpan one(List<SeenSpan> spans) {
        assertThat(spans).hasSize(1);
        return spans.getFirst();
    }

    /** Spans come a while after what they tell of, and in any order. */
    private static void whenComplete(ThrowingRunnable assertions) {
        try {
            await().atMost(PATIENCE).untilAsserted(assertions);
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(
                    e.getMessage() + "\n" + receiver().tree(story().booked()) + "\n"
                            + receiver().tree(story().declined()),
                    e);
        }
    }

    private static Story story() {
        return Objects.requireNonNull(story);
    }

    private static SpanReceiver receiver() {
        return Objects.requireNonNull(receiver);
    }
}
