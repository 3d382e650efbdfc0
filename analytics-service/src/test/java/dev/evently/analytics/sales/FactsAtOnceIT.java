package dev.evently.analytics.sales;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evently.analytics.AnalyticsStory;
import dev.evently.analytics.Sale;
import dev.evently.analytics.Sale.Message;
import dev.evently.analytics.sales.SalesFigures.Funnel;
import dev.evently.analytics.sales.SalesFigures.HourSales;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

class FactsAtOnceIT extends AnalyticsStory {

    private static final int BOOKINGS = 40;

    @Autowired
    private SaleFacts facts;

    @Autowired
    private TransactionOperations transaction;

    @Autowired
    private Sales sales;

    @Autowired
    private JdbcClient jdbc;

    /** These facts were never in Kafka, from which the other tests rebuild the figures. */
    @AfterEach
    void forgetThem() {
        jdbc.sql("DELETE FROM refund WHERE booking_id IN (SELECT booking_id FROM sale WHERE event_id = ?)")
                .param(eventId)
                .update();
        jdbc.sql("DELETE FROM cancelled_item WHERE booking_id IN (SELECT booking_id FROM sale WHERE event_id = ?)")
                .param(eventId)
                .update();
        jdbc.sql("DELETE FROM sale WHERE event_id = ?").param(eventId).update();
    }

    @Test
    void areAllCountedWhenTheyArriveAtTheSameMoment() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int n = 0; n < BOOKINGS; n++) {
                Sale sale = new Sale(eventId, UUID.randomUUID(), 3);
                add(sale.confirmed("2030-01-01T10:00:00Z"));
                List<Message> facts =
                        List.of(sale.held(), sale.cancelledItem(0), sale.cancelledItem(1), sale.refunded(1));
                CyclicBarrier start = new CyclicBarrier(facts.size());
                List<Future<?>> running = new ArrayList<>();
                for (Message fact : facts) {
                    running.add(threads.submit(() -> {
                        start.await();
                        add(fact);
                        return null;
                    }));
                }
                for (Future<?> each : running) {
                    each.get();
                }
            }
        }

        assertThat(sales.byHour(eventId))
                .containsExactly(new HourSales(Instant.parse("2030-01-01T10:00:00Z"), BOOKINGS, 1_000L * BOOKINGS));
        assertThat(sales.funnel(eventId)).isEqualTo(new Funnel(BOOKINGS, BOOKINGS));
    }

    @Test
    void areCountedOnceWhenOnePollBringsThemTwiceAndInAnyOrder() {
        Sale sale = new Sale(eventId, UUID.randomUUID(), 3);
        Sale other = new Sale(eventId, UUID.randomUUID(), 1);
        Message paid = sale.confirmed("2030-01-01T10:00:00Z");
        add(
                sale.refunded(1),
                sale.cancelledItem(0),
                paid,
                sale.held(),
                other.held(),
                sale.cancelledItem(0),
                paid,
                sale.held(),
                sale.refunded(1));

        assertThat(sales.funnel(eventId)).isEqualTo(new Funnel(2, 1));
        assertThat(sales.byHour(eventId))
                .containsExactly(new HourSales(Instant.parse("2030-01-01T10:00:00Z"), 2, 2_000));
    }

    private void add(Message... messages) {
        List<BookingData> heard = Stream.of(messages)
                .map(Message::event)
                .map(FollowBookings::read)
                .flatMap(Optional::stream)
                .toList();
        transaction.executeWithoutResult(status -> facts.add(heard));
    }
}
