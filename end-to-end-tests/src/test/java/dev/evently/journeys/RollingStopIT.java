package dev.evently.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** One of two instances is told to end while requests go on: nobody notices. */
@EnabledOnOs(OS.LINUX)
class RollingStopIT {

    private static final int BUYERS = 40;
    private static final int MILLIS_BETWEEN = 10;

    @Test
    void losesNoRequest() throws Exception {
        Sale sale = Sale.open(10_000);
        List<Api> buyers = People.buyers(BUYERS);
        Map<Integer, AtomicInteger> statuses = new ConcurrentHashMap<>();
        AtomicInteger sent = new AtomicInteger();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();
                ScheduledExecutorService pace = Executors.newSingleThreadScheduledExecutor()) {
            try (SecondBookingService second = SecondBookingService.start()) {
                second.awaitRequests(sale);
                var _ = pace.scheduleAtFixedRate(
                        () -> clients.execute(() -> {
                            int number = sent.getAndIncrement();
                            Api buyer = buyers.get(number % BUYERS);
                            Reply reply = number % 10 == 0
                                    ? sale.hold(buyer, 1)
                                    : buyer.get("/events/" + sale.event() + "/availability");
                            statuses.computeIfAbsent(reply.status(), status -> new AtomicInteger())
                                    .incrementAndGet();
                        }),
                        0,
                        MILLIS_BETWEEN,
                        TimeUnit.MILLISECONDS);
                await().until(() -> sent.get() > BUYERS);
                second.end();
            } finally {
                pace.shutdownNow();
            }
        }

        int answered = statuses.values().stream().mapToInt(AtomicInteger::get).sum();
        assertThat(answered).as("every request was answered: %s", statuses).isEqualTo(sent.get());
        assertThat(statuses.keySet()).as("%s", statuses).isSubsetOf(200, 201);
        Sale.assertBalanced(sale.availability());
    }
}
