package dev.evently.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import tools.jackson.databind.JsonNode;

class RushIT {

    private static final int BUYERS = 200;
    private static final int PLACES = 50;

    @Test
    void sellsTheLastPlacesOnceToTheFirstWhoCome() throws Exception {
        Sale sale = Sale.open(PLACES);

        assertSoldOnce(sale, rush(sale));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void sellsTheLastPlacesOnceOnTwoInstances() throws Exception {
        try (SecondBookingService second = SecondBookingService.start()) {
            Sale sale = Sale.open(PLACES);
            second.awaitRequests(sale);
            long before = second.holdsServed();

            assertSoldOnce(sale, rush(sale));

            assertThat(second.holdsServed() - before)
                    .as("holds by the second instance")
                    .isBetween(1L, BUYERS - 1L);
        }
    }

    private static List<Reply> rush(Sale sale) throws Exception {
        List<Api> buyers = People.buyers(BUYERS);
        CyclicBarrier start = new CyclicBarrier(BUYERS);
        List<Callable<Reply>> holds = new ArrayList<>();
        for (Api buyer : buyers) {
            holds.add(() -> {
                start.await();
                return sale.hold(buyer, 1);
            });
        }
        AtomicBoolean over = new AtomicBoolean();
        try (ExecutorService watcher = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Integer> samples = watcher.submit(() -> watch(sale, buyers, over));
            List<Reply> replies;
            try {
                replies = Together.run(BUYERS, holds);
            } finally {
                over.set(true);
            }
            assertThat(samples.get()).as("samples taken during the rush").isPositive();
            return replies;
        }
    }

    /** Asks for the ledger again and again, each time as another buyer, whose limit it does not use up. */
    private static int watch(Sale sale, List<Api> buyers, AtomicBoolean over) {
        int samples = 0;
        while (!over.get()) {
            JsonNode products = buyers.get(samples % buyers.size())
                    .get("/events/" + sale.event() + "/availability")
                    .expect(200)
                    .json()
                    .path("products");
            Sale.assertBalanced(products.path(0));
            samples++;
        }
        return samples;
    }

    private static void assertSoldOnce(Sale sale, List<Reply> replies) {
        assertThat(replies.stream().filter(reply -> reply.status() == 201)).hasSize(PLACES);
        List<Reply> refused =
                replies.stream().filter(reply -> reply.status() != 201).toList();
        assertThat(refused).allSatisfy(reply -> reply.expectProblem(409, "sold-out"));
        JsonNode ledger = sale.availability();
        Sale.assertBalanced(ledger);
        assertThat(ledger.path("held").asLong()).isEqualTo(PLACES);
        assertThat(ledger.path("available").asLong()).isZero();
    }
}
