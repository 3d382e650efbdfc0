package dev.evently.booking.booking;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.evently.booking.Answer;
import dev.evently.booking.BookingServiceTest;
import dev.evently.booking.BoxOffice;
import dev.evently.booking.BoxOffice.Figures;
import dev.evently.booking.BoxOffice.Wish;
import dev.evently.booking.LedgerReplay;
import dev.evently.booking.OnOffer;
import dev.evently.booking.OnOffer.ProductOnOffer;
import dev.evently.booking.SecondInstance;
import dev.evently.booking.Together;
import dev.evently.booking.sharding.Shards;
import dev.evently.testing.MutableClock;
import dev.evently.testing.TestEvents;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How many places of an event one buyer gets, however they ask for them. */
@BookingServiceTest
class BuyerLimitIT {

    private final UUID buyer = UUID.randomUUID();
    private final UUID other = UUID.randomUUID();

    @Autowired
    BoxOffice office;

    @Autowired
    PaymentDesk paymentDesk;

    @Autowired
    Shards shards;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    MutableClock clock;

    @AfterEach
    void resetClock() {
        clock.reset();
    }

    @Test
    void countsAllBookingsAndProductsOfABuyer() {
        ProductOnOffer standing = ProductOnOffer.of(50);
        ProductOnOffer balcony = ProductOnOffer.of(50);
        OnOffer offer = publish(OnOffer.with(standing, balcony), 4);

        assertLimited(office.hold(buyer, offer, new Wish(standing.id(), 3), new Wish(balcony.id(), 2)), 4, 0);
        assertThat(office.hold(buyer, "first", offer, new Wish(standing.id(), 2), new Wish(balcony.id(), 1))
                        .status())
                .isEqualTo(201);
        assertLimited(office.hold(buyer, offer, new Wish(balcony.id(), 2)), 4, 3);
        office.mustHold(buyer, 1, offer);
        assertLimited(office.hold(buyer, 1, offer), 4, 4);

        assertThat(office.hold(buyer, "first", offer, new Wish(standing.id(), 2), new Wish(balcony.id(), 1))
                        .status())
                .as("the same request again")
                .isEqualTo(201);
        office.mustHold(other, 4, offer);
    }

    @Test
    void countsWhatIsBoughtAndOffered() {
        OnOffer offer = publish(OnOffer.with(ProductOnOffer.of(50)), 4);
        BookingId bought = new BookingId(office.mustHold(buyer, 2, offer).id());
        paymentDesk.confirm(bought, new PaymentId(UUID.randomUUID()));

        assertLimited(office.offer(offer, UUID.randomUUID(), buyer, 3, 600), 4, 2);
        assertThat(office.offer(offer, UUID.randomUUID(), buyer, 2, 600).status())
                .isEqualTo(201);
        assertLimited(office.hold(buyer, 1, offer), 4, 4);
    }

    @Test
    void getsRoomBackFromWhatIsCancelledReturnedOrExpired() {
        OnOffer offer = publish(OnOffer.with(ProductOnOffer.of(50)), 4);
        UUID cancelled = office.mustHold(buyer, 4, offer).id();
        office.cancel(buyer, cancelled);

        Answer partly = office.mustHold(buyer, 3, offer);
        paymentDesk.confirm(new BookingId(partly.id()), new PaymentId(UUID.randomUUID()));
        UUID item =
                UUID.fromString(partly.body().path("items").path(0).path("id").asString());
        assertThat(office.cancel(buyer, partly.id(), item).status()).isEqualTo(200);
        office.mustHold(buyer, 2, offer);
        assertLimited(office.hold(buyer, 1, offer), 4, 4);

        clock.advance(Duration.ofMinutes(11));
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> office.figures(offer).held() == 0);
        office.mustHold(buyer, 2, offer);
    }

    @Test
    void followsTheOrganizer() {
        OnOffer offer = publish(OnOffer.with(ProductOnOffer.of(50)), null);
        office.mustHold(buyer, 6, offer);

        publish(offer.version(2), 4);
        assertLimited(office.hold(buyer, 1, offer), 4, 6);
        publish(offer.version(3), 8);
        office.mustHold(buyer, 2, offer);
        publish(offer.version(4), null);
        office.mustHold(buyer, 9, offer);
    }

    @Test
    void holdsAgainstRequestsInParallelToTwoInstances(@Autowired ApplicationContext first) throws Exception {
        OnOffer offer = publish(OnOffer.with(ProductOnOffer.of(300)), 4);
        try (SecondInstance second = SecondInstance.beside(first)) {
            List<Answer> answers = Together.times(220, number -> {
                BoxOffice either = number % 2 == 0 ? office : second.office();
                UUID caller = number % 11 == 10 ? UUID.randomUUID() : buyer;
                return either.hold(caller, 1, offer);
            });

            assertThat(answers.stream().collect(groupingBy(Answer::status, counting())))
                    .isEqualTo(Map.of(201, 4L + 20, 409, 196L));
            assertThat(answers.stream().filter(answer -> answer.status() == 409).map(Answer::problem))
                    .containsOnly("buyer-limit");
        }
        assertThat(office.figures(offer)).isEqualTo(new Figures(300, 276, 24, 0, 0));
        assertLimited(office.hold(buyer, 1, offer), 4, 4);
        LedgerReplay.assertEqualsState(shards, jdbc, offer.id());
    }

    private static void assertLimited(Answer answer, int limit, int held) {
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(409);
        assertThat(answer.problem()).isEqualTo("buyer-limit");
        assertThat(answer.body().path("limit").asInt()).isEqualTo(limit);
        assertThat(answer.body().path("held").asInt(-1)).isEqualTo(held);
    }

    private OnOffer publish(OnOffer offer, @Nullable Integer limit) {
        Map<String, @Nullable Object> data = offer.data();
        data.put("maxPerBuyer", limit);
        String id = offer.id().toString();
        TestEvents.publish("evently.events", id, "dev.evently.event.EventUpdated.v1", id, data);
        Awaitility.await("version " + offer.version())
                .atMost(Duration.ofSeconds(30))
                .until(() -> office.inventory(offer).body().path("version").asLong(-1) >= offer.version());
        return offer;
    }
}
