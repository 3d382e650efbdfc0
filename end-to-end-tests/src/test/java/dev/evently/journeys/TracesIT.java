package dev.evently.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Predicate;
import org.awaitility.core.ConditionTimeoutException;
import org.awaitility.core.ThrowingRunnable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** One booking, followed through every service by the spans that a collector would get. */
class TracesIT {

    private static final String EMAIL = "traced-" + UUID.randomUUID() + "@evently.example";
    private static final String NAME = "Traced Trudy Tracington";
    private static final String CREATED = "dev.evently.booking.BookingCreated.v1";
    private static final String CONFIRMED = "dev.evently.booking.BookingConfirmed.v1";
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private static @Nullable Story story;

    /**
     * What happened and was traced.
     *
     * @param booked the trace of a booking from the hold to the mail
     * @param declined the trace of a payment that was declined
     */
    private record Story(String token, String event, String booking, String unpaid, String booked, String declined) {}

    @BeforeAll
    static void book() {
        String before = newTrace();
        Sale sale = Sale.open(10);
        Api buyer = People.newcomer(Api.ofNobody().in(before), EMAIL, NAME);
        String token = Objects.requireNonNull(buyer.token());

        String booked = newTrace();
        String booking = sale.hold(buyer.in(booked), 1).expect(201).text("id");
        pay(buyer.in(booked), booking, "tok_ok").expect(200);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(spans().trace(booked)).anyMatch(span -> span.isNamed("send mail")));

        String other = sale.hold(buyer.in(before), 1).expect(201).text("id");
        String declined = newTrace();
        pay(buyer.in(declined), other, "tok_declined").expect(402);

        buyer.in(before).get("/events?access_token=" + token);
        buyer.in(before).getFromRoot("/ws?access_token=" + token);
        story = new Story(token, sale.event(), booking, other, booked, declined);
    }

    private static Reply pay(Api buyer, String booking, String card) {
        return buyer.post("/bookings/" + booking + "/payment", Api.card(card));
    }

    private static String newTrace() {
        return UUID.randomUUID().toString().replace("-", "");
    }

    @Test
    void oneTraceShowsABookingFromTheGatewayToTheMail() {
        whenComplete(() -> {
            SeenSpan held = one(booked("gateway", SeenSpan::isServer, "/api/v1/bookings"));
            assertThat(held.parentId()).isEqualTo(Api.CLIENT_SPAN);
            SeenSpan hold = one(below(held, booked("booking-service", SeenSpan::isServer, "/api/v1/bookings")));
            assertThat(below(hold, booked("booking-service", SeenSpan::isSql))).isNotEmpty();
            SeenSpan created =
                    one(childrenOf(hold, booked("booking-service", span -> span.publishes("evently.bookings"))));
            SeenSpan counted = one(below(created, booked("analytics-service", span -> span.processes(CREATED))));
            assertThat(below(counted, booked("analytics-service", SeenSpan::isSql)))
                    .isNotEmpty();
            SeenSpan followed = one(below(created, booked("waitlist-service", span -> span.processes(CREATED))));

            String path = "/api/v1/bookings/" + story().booking() + "/payment";
            SeenSpan paid = one(booked("gateway", SeenSpan::isServer, path));
            assertThat(paid.parentId()).isEqualTo(Api.CLIENT_SPAN);
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
            for (SeenSpan span : List.of(hold, counted, followed, told, mail)) {
                assertThat(span.attribute("evently.event_id")).as("%s", span).isEqualTo(story().event());
            }
        });
    }

    @Test
    void spansOfTheTraceHangTogetherAndNoneFailed() {
        whenComplete(() -> {
            List<SeenSpan> trace = spans().trace(story().booked());
            List<String> ids = trace.stream().map(SeenSpan::id).toList();
            assertThat(trace)
                    .isNotEmpty()
                    .allMatch(span ->
                            ids.contains(span.parentId()) || span.parentId().equals(Api.CLIENT_SPAN))
                    .noneMatch(SeenSpan::isError);
        });
    }

    @Test
    void declinedPaymentIsAnErrorOnItsSpan() {
        String path = "/api/v1/bookings/" + story().unpaid() + "/payment";
        whenComplete(() -> {
            SeenSpan pay = one(spans().trace(story().declined()).stream()
                    .filter(span -> span.service().equals("booking-service") && span.isServer())
                    .toList());
            assertThat(pay.attribute("url.path")).isEqualTo(path);
            assertThat(pay.isError()).isTrue();
            assertThat(pay.attribute("error.type")).isEqualTo("payment-declined");
        });
    }

    @Test
    void noSpanHoldsASecretOrAPerson() {
        whenComplete(() -> assertThat(spans().all())
                .anyMatch(span -> span.attribute("url.path").equals("/ws")));
        assertThat(spans().all())
                .as("what the agent has said of requests, statements and records")
                .allSatisfy(span -> assertThat(span.span().toString())
                        .doesNotContain(
                                EMAIL,
                                "@evently.example",
                                NAME,
                                People.PASSWORD,
                                story().token(),
                                "access_token",
                                "tok_"))
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
        return spans().trace(story().booked()).stream()
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
                .filter(span -> span.isBelow(above, spans().trace(above.traceId())))
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
                    e.getMessage() + "\n" + spans().tree(story().booked()) + "\n" + spans().tree(story().declined()),
                    e);
        }
    }

    private static Story story() {
        return Objects.requireNonNull(story);
    }

    private static SpanReceiver spans() {
        return RunningSuite.shared().spans();
    }
}
