package dev.evently.booking.booking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evently.booking.Answer;
import dev.evently.booking.BookingServiceTest;
import dev.evently.booking.BoxOffice;
import dev.evently.booking.BoxOffice.Figures;
import dev.evently.booking.BoxOffice.Wish;
import dev.evently.booking.OnOffer;
import dev.evently.booking.OnOffer.ProductOnOffer;
import dev.evently.booking.sharding.Bucket;
import dev.evently.booking.sharding.Shards;
import dev.evently.testing.TestTokens;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The same request twice is one booking. */
@BookingServiceTest
class IdempotencyIT {

    private final UUID buyer = UUID.randomUUID();
    private final String key = UUID.randomUUID().toString();

    @Autowired
    BoxOffice office;

    @Autowired
    Shards shards;

    @Autowired
    Bookings bookings;

    private OnOffer offer;
    private Wish one;

    @BeforeEach
    void publish() {
        offer = office.publish(OnOffer.with(ProductOnOffer.of(10)));
        one = new Wish(offer.product().id(), 1);
    }

    @Test
    void answersARepetitionWithTheSameBooking() {
        Answer first = office.hold(buyer, key, offer, one);
        Answer again = office.hold(buyer, key, offer, one);

        assertThat(again.status()).isEqualTo(201);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.headers().getLocation()).isEqualTo(first.headers().getLocation());
        assertThat(office.figures(offer)).isEqualTo(new Figures(10, 9, 1, 0, 0));
    }

    @Test
    void showsTheBookingAsItIsWhenRepeatedLater() {
        UUID booking = office.hold(buyer, key, offer, one).id();
        office.cancel(buyer, booking);

        Answer again = office.hold(buyer, key, offer, one);

        assertThat(again.status()).isEqualTo(201);
        assertThat(again.id()).isEqualTo(booking);
        assertThat(again.text("status")).isEqualTo("CANCELLED");
    }

    @Test
    void refusesTheKeyForAnotherBody() {
        office.hold(buyer, key, offer, one);

        Answer other = office.hold(buyer, key, offer, new Wish(offer.product().id(), 2));

        assertThat(other.status()).isEqualTo(422);
        assertThat(other.problem()).isEqualTo("idempotency-key-reused");
        assertThat(office.figures(offer)).isEqualTo(new Figures(10, 9, 1, 0, 0));
    }

    @Test
    void keepsTheKeysOfBuyersApart() {
        assertThat(office.hold(buyer, key, offer, one).id())
                .isNotEqualTo(office.hold(UUID.randomUUID(), key, offer, one).id());
    }

    @Test
    void forgetsARefusal() {
        Answer refused =
                office.hold(buyer, key, offer, new Wish(offer.product().id(), 10), new Wish(UUID.randomUUID(), 1));
        assertThat(refused.status()).isEqualTo(422);

        assertThat(office.hold(buyer, key, offer, one).status()).isEqualTo(201);
    }

    @Test
    void asksToWaitWhileTheFirstIsInFlight() {
        Bucket bucket = Bucket.ofEvent(offer.id());
        Answer meanwhile = shards.inTransaction(bucket, () -> {
            bookings.claim(Set.of(new IdempotencyKey(bucket, "user:" + buyer, key)));
            return office.hold(buyer, key, offer, one);
        });

        assertThat(meanwhile.status()).isEqualTo(409);
        assertThat(meanwhile.problem()).isEqualTo("idempotency-in-flight");
        assertThat(office.hold(buyer, key, offer, one).status()).isEqualTo(201);
    }

    @Test
    void needsAKey() {
        Map<String, Object> body = Map.of("eventId", offer.id(), "items", List.of(one));
        Answer missing = office.post("/api/v1/bookings", TestTokens.user(buyer), body, Map.of());
        assertThat(missing.status()).isEqualTo(400);
        assertThat(missing.problem()).isEqualTo("idempotency-key-missing");

        Answer tooLong = office.post(
                "/api/v1/bookings", TestTokens.user(buyer), body, Map.of("Idempotency-Key", "k".repeat(201)));
        assertThat(tooLong.status()).isEqualTo(400);
        assertThat(tooLong.problem()).isEqualTo("malformed-request");
    }
}
