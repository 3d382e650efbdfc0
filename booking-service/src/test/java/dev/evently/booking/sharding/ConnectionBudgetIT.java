package dev.evently.booking.sharding;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.evently.booking.Answer;
import dev.evently.booking.BookingServiceTest;
import dev.evently.booking.BoxOffice;
import dev.evently.booking.BoxOffice.Figures;
import dev.evently.booking.OnOffer;
import dev.evently.booking.OnOffer.ProductOnOffer;
import dev.evently.booking.SecondInstance;
import dev.evently.booking.Together;
import dev.evently.testing.TestTokens;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** A thousand requests at once to one instance that has twenty connections to each shard: everybody gets his answer. */
@BookingServiceTest
class ConnectionBudgetIT {

    private static final int BUDGET = 20;
    private static final int REQUESTS = 1_000;
    private static final int EVENTS = 40;
    private static final int PLACES = 10;

    @Test
    void servesAThousandAtOnce(@Autowired ApplicationContext first) throws Exception {
        try (SecondInstance instance = SecondInstance.beside(
                first, Map.of("evently.sharding.transactions", "16", "evently.sharding.queue-timeout", "100s"))) {
            assertThat(instance.bean(ShardConfiguration.ShardPools.class).shards())
                    .allSatisfy(shard -> assertThat(shard.connections()).isEqualTo(BUDGET));
            BoxOffice office = instance.office();
            List<OnOffer> offers = IntStream.range(0, EVENTS)
                    .mapToObj(number -> OnOffer.in(new Bucket(number * 25), ProductOnOffer.of(PLACES)))
                    .toList();
            offers.forEach(office::announceUpdate);
            offers.forEach(offer -> Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> office.inventory(offer).status() == 200));
            UUID buyer = UUID.randomUUID();
            UUID booking = office.mustHold(buyer, 1, office.publish(OnOffer.in(new Bucket(700), ProductOnOffer.of(1))))
                    .id();

            List<Answer> answers = Together.times(REQUESTS, number -> {
                OnOffer offer = offers.get(number / 10 % EVENTS);
                return switch (number % 10) {
                    case 0, 1 -> office.booking(buyer, booking);
                    case 2 -> office.get("/api/v1/bookings", TestTokens.user(buyer));
                    case 3 -> office.availability(offer);
                    default -> office.hold(UUID.randomUUID(), 1, offer);
                };
            });

            assertThat(answers.stream().collect(groupingBy(Answer::status, counting())))
                    .as(
                            "%s",
                            answers.stream()
                                    .map(answer -> answer.text("detail"))
                                    .distinct()
                                    .toList())
                    .isEqualTo(Map.of(200, 400L, 201, (long) EVENTS * PLACES, 409, 600L - EVENTS * PLACES));
            assertThat(answers.stream().filter(answer -> answer.status() == 409).map(Answer::problem))
                    .containsOnly("sold-out");
            assertThat(answers.stream().map(answer -> answer.headers().getFirst("Evently-Incomplete")))
                    .containsOnlyNulls();
            assertThat(offers)
                    .allSatisfy(
                            offer -> assertThat(office.figures(offer)).isEqualTo(new Figures(PLACES, 0, PLACES, 0, 0)));
        }
    }
}
