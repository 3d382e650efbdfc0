package dev.evently.booking.booking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evently.booking.Answer;
import dev.evently.booking.BookingServiceTest;
import dev.evently.booking.BoxOffice;
import dev.evently.booking.BoxOffice.Figures;
import dev.evently.booking.OnOffer;
import dev.evently.booking.OnOffer.ProductOnOffer;
import dev.evently.testing.KafkaProbe;
import dev.evently.testing.MutableClock;
import dev.evently.testing.TestTokens;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Offers of the waiting list are holds like any other. */
@BookingServiceTest
class OfferIT {

    private final UUID buyer = UUID.randomUUID();
    private final UUID offerId = UUID.randomUUID();
    private final String waitlist = TestTokens.service("waitlist-service", "offers:write");

    @Autowired
    BoxOffice office;

    @Autowired
    PaymentDesk paymentDesk;

    @Autowired
    MutableClock clock;

    private OnOffer event;

    @BeforeEach
    void publish() {
        event = office.publish(OnOffer.with(ProductOnOffer.of(2)));
    }

    @AfterEach
    void resetClock() {
        clock.reset();
    }

    @Test
    void holdsForTheBuyerForAsLongAsOffered() {
        try (KafkaProbe bookings = KafkaProbe.on("evently.bookings")) {
            Answer offered = office.offer(event, offerId, buyer, 2, 1_800);

            assertThat(offered.status()).isEqualTo(201);
            assertThat(Instant.parse(offered.text("expiresAt")))
                    .isEqualTo(Instant.parse(offered.text("createdAt")).plusSeconds(1_800));
            assertThat(office.offer(event, offerId, buyer, 2, 1_800).id()).isEqualTo(offered.id());
            assertThat(office.booking(buyer, offered.id()).status()).isEqualTo(200);
            assertThat(KafkaProbe.data(bookings.awaitType(
                                    "dev.evently.booking.BookingCreated.v1",
                                    offered.id().toString()))
                            .path("offerId")
                            .asString())
                    .isEqualTo(offerId.toString());
            assertThat(office.offer(event, UUID.randomUUID(), buyer, 1, 60).problem())
                    .isEqualTo("sold-out");

            clock.advance(Duration.ofMinutes(11));
            assertThat(office.booking(buyer, offered.id()).text("status")).isEqualTo("HELD");
            clock.advance(Duration.ofMinutes(20));
            Awaitility.await()
                    .until(() ->
                            office.booking(buyer, offered.id()).text("status").equals("EXPIRED"));
            assertThat(KafkaProbe.data(bookings.awaitType(
                                    "dev.evently.booking.BookingExpired.v1",
                                    offered.id().toString()))
                            .path("offerId")
                            .asString())
                    .isEqualTo(offerId.toString());
            assertThat(withdraw(offered.id()).status()).isEqualTo(204);
        }
    }

    @Test
    void takesAnOfferBack() {
        UUID booking = office.offer(event, offerId, buyer, 1, 60).id();

        assertThat(withdraw(booking).status()).isEqualTo(204);
        assertThat(withdraw(booking).status()).isEqualTo(204);

        assertThat(office.booking(buyer, booking).text("status")).isEqualTo("CANCELLED");
        assertThat(office.figures(event)).isEqualTo(new Figures(2, 2, 0, 0, 0));
    }

    @Test
    void leavesAloneWhatIsNoOpenOffer() {
        UUID own = office.mustHold(buyer, 1, event).id();
        assertThat(withdraw(own).status()).isEqualTo(404);
        assertThat(withdraw(UUID.randomUUID()).status()).isEqualTo(404);

        UUID taken = office.offer(event, offerId, buyer, 1, 60).id();
        paymentDesk.confirm(new BookingId(taken), new PaymentId(UUID.randomUUID()));
        assertThat(withdraw(taken).status()).isEqualTo(409);
        assertThat(office.figures(event)).isEqualTo(new Figures(2, 0, 1, 1, 0));
    }

    @Test
    void isClosedToEverybodyElse() {
        Map<String, Object> body = Map.of(
                "offerId",
                offerId,
                "eventId",
                event.id(),
                "buyerId",
                buyer,
                "items",
                List.of(new BoxOffice.Wish(event.product().id(), 1)),
                "ttlSeconds",
                60);
        Map<String, String> key = Map.of("Idempotency-Key", offerId.toString());
        assertThat(office.post("/internal/v1/offers", null, body, key).status()).isEqualTo(401);
        assertThat(office.post("/internal/v1/offers", TestTokens.user(buyer, "ADMIN"), body, key)
                        .status())
                .isEqualTo(403);
        assertThat(office.post("/internal/v1/offers", TestTokens.service("other", "events:read"), body, key)
                        .status())
                .isEqualTo(403);
        assertThat(office.delete("/internal/v1/offers/" + UUID.randomUUID(), TestTokens.user(buyer))
                        .status())
                .isEqualTo(403);
    }

    private Answer withdraw(UUID booking) {
        return office.delete("/internal/v1/offers/" + booking, waitlist);
    }
}
