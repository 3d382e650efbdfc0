package dev.evently.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * Kills servers in the middle of a sale. {@code -De2e.bookings=500} makes it a long one; it counts the same however long
 * it is.
 */
class CrashIT {

    private static final int BOOKINGS = Integer.getInteger("e2e.bookings", 80);
    private static final int BUYERS = 8;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private record Bought(Api buyer, String booking) {}

    @Test
    void losesNothingAndDoesNothingTwiceWhenServersDie() throws Exception {
        RunningSuite suite = RunningSuite.shared();
        Sale sale = Sale.open(BOOKINGS);
        AtomicInteger confirmed = new AtomicInteger();
        List<Bought> bought;
        try (ExecutorService sales = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<List<Bought>> all = sales.submit(() -> sellEverything(sale, confirmed));

            awaitConfirmed(confirmed, all, BOOKINGS / 4);
            suite.kill("booking-service");
            suite.restore();
            awaitConfirmed(confirmed, all, BOOKINGS / 2);
            suite.kill("kafka");
            suite.restore();
            bought = all.get();
        }

        assertEveryTicketIsThere(bought);
        assertLedger(sale);
        assertEverybodyWasToldOnce(bought);
        assertFigures(sale);
    }

    private static void awaitConfirmed(AtomicInteger confirmed, Future<?> sale, int number) {
        await().atMost(PATIENCE).until(() -> confirmed.get() >= number || sale.isDone());
    }

    private static List<Bought> sellEverything(Sale sale, AtomicInteger confirmed) {
        List<Api> buyers = People.buyers(BUYERS);
        List<Callable<Bought>> purchases = new ArrayList<>();
        for (int i = 0; i < BOOKINGS; i++) {
            Api buyer = buyers.get(i % BUYERS);
            purchases.add(() -> {
                Bought bought = new Bought(buyer, buy(sale, buyer));
                confirmed.incrementAndGet();
                return bought;
            });
        }
        return Together.run(BUYERS, purchases);
    }

    /** Buys as a careful client does: what got no answer is sent again under the same key. */
    private static String buy(Sale sale, Api buyer) {
        String holdKey = UUID.randomUUID().toString();
        Reply held = insist(() -> buyer.post("/bookings", Api.order(sale.event(), sale.product(), 1), holdKey));
        String booking = held.expect(201).text("id");
        String paymentKey = UUID.randomUUID().toString();
        insist(() -> buyer.post("/bookings/" + booking + "/payment", Api.card("tok_ok"), paymentKey));
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).until(() -> {
            Reply reply = insist(() -> buyer.get("/bookings/" + booking));
            return reply.expect(200).text("status").equals("CONFIRMED");
        });
        return booking;
    }

    private static Reply insist(Callable<Reply> request) {
        try {
            return await().atMost(PATIENCE)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> attempt(request), reply -> reply != null);
        } catch (ConditionTimeoutException e) {
            throw new AssertionError("No answer for " + PATIENCE, e);
        }
    }

    /** The answer, or null where it was none: nobody was there, or a first try is still under way. */
    private static @Nullable Reply attempt(Callable<Reply> request) throws Exception {
        try {
            Reply reply = request.call();
            boolean later = reply.status() == 429
                    || reply.status() == 503
                    || reply.status() == 504
                    || reply.problem().equals("idempotency-in-flight");
            return later ? null : reply;
        } catch (UncheckedIOException e) {
            return null;
        }
    }

    private static void assertEveryTicketIsThere(List<Bought> bought) {
        Set<String> tickets = new HashSet<>();
        for (Bought one : bought) {
            JsonNode items = one.buyer()
                    .get("/bookings/" + one.booking() + "/tickets")
                    .expect(200)
                    .json()
                    .path("items");
            assertThat(items.size()).as("tickets of %s", one.booking()).isEqualTo(1);
            assertThat(tickets.add(items.path(0).path("id").asString())).isTrue();
        }
        assertThat(tickets).hasSize(BOOKINGS);
    }

    private static void assertLedger(Sale sale) {
        JsonNode ledger = sale.availability();
        Sale.assertBalanced(ledger);
        assertThat(ledger.path("sold").asInt()).as("%s", ledger).isEqualTo(BOOKINGS);
    }

    private static void assertEverybodyWasToldOnce(List<Bought> bought) {
        for (Api buyer : bought.stream().map(Bought::buyer).distinct().toList()) {
            List<String> expected = bought.stream()
                    .filter(one -> one.buyer().equals(buyer))
                    .map(Bought::booking)
                    .toList();
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(confirmationsOf(buyer))
                            .filteredOn(expected::contains)
                            .hasSize(expected.size()));
            assertThat(confirmationsOf(buyer))
                    .filteredOn(expected::contains)
                    .containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    private static List<String> confirmationsOf(Api buyer) {
        List<String> bookings = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page =
                    buyer.get("/notifications?limit=100" + cursor).expect(200).json();
            page.path("items")
                    .valueStream()
                    .filter(item -> item.path("type").asString("").equals("booking.confirmed"))
                    .forEach(item ->
                            bookings.add(item.path("data").path("bookingId").asString("")));
            cursor = page.path("next").isString()
                    ? "&cursor=" + page.path("next").asString()
                    : "";
        } while (!cursor.isEmpty());
        return bookings;
    }

    /** Reaches the true figures, and stays there: what is counted twice shows up as too much. */
    private static void assertFigures(Sale sale) {
        await().atMost(Duration.ofSeconds(60))
                .during(Duration.ofSeconds(2))
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(() -> {
                    Reply figures = sale.organizer()
                            .get("/events/" + sale.event() + "/analytics")
                            .expect(200);
                    assertThat(figures.json().path("sold").asInt())
                            .as("%s", figures)
                            .isEqualTo(BOOKINGS);
                    assertThat(figures.json().path("revenue").asLong())
                            .as("%s", figures)
                            .isEqualTo((long) BOOKINGS * Sale.PRICE);
                });
    }
}
