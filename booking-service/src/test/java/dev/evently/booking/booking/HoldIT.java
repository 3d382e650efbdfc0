package dev.evently.booking.booking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.evently.booking.Answer;
import dev.evently.booking.BookingServiceTest;
import dev.evently.booking.BoxOffice;
import dev.evently.booking.BoxOffice.Figures;
import dev.evently.booking.BoxOffice.Wish;
import dev.evently.booking.OnOffer;
import dev.evently.booking.OnOffer.ProductOnOffer;
import dev.evently.testing.KafkaProbe;
import dev.evently.testing.MutableClock;
import dev.evently.testing.TestTokens;
import dev.evently.testing.contracts.Contracts;
import io.cloudevents.CloudEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Holding places, from the request to the end of the hold. */
@BookingServiceTest
class HoldIT {

    private final UUID buyer = UUID.randomUUID();

    @Autowired
    BoxOffice office;

    @Autowired
    MutableClock clock;

    @AfterEach
    void resetClock() {
        clock.reset();
    }

    @Test
    void holdsPlacesUntilTheyExpire() {
        try (KafkaProbe bookings = KafkaProbe.on("evently.bookings")) {
            OnOffer offer = office.publish(OnOffer.with(ProductOnOffer.of(10)));

            Answer held = office.mustHold(buyer, 3, offer);

            assertThat(held.text("status")).isEqualTo("HELD");
            assertThat(held.body().path("total").asLong()).isEqualTo(3 * 4_500);
            assertThat(held.text("currency")).isEqualTo("EUR");
            assertThat(held.body().path("items")).hasSize(3);
            assertThat(held.headers().getLocation()).hasPath("/api/v1/bookings/" + held.id());
            assertThat(held.headers().getContentLength())
                    .as("sent as a whole, not in chunks")
                    .isPositive();
            assertThat(Instant.parse(held.text("expiresAt")))
                    .isEqualTo(Instant.parse(held.text("createdAt")).plus(Duration.ofMinutes(10)));
            assertFigures(offer, 7, 3, 0);
            CloudEvent created = bookings.awaitType(
                    "dev.evently.booking.BookingCreated.v1", held.id().toString());
            Contracts.assertValid("dev.evently.booking.BookingCreated.v1", created);

            clock.advance(Duration.ofMinutes(11));

            Awaitility.await()
                    .until(() -> office.booking(buyer, held.id()).text("status").equals("EXPIRED"));
            assertFigures(offer, 10, 0, 0);
            Contracts.assertValid(
                    "dev.evently.booking.BookingExpired.v1",
                    bookings.awaitType(
                            "dev.evently.booking.BookingExpired.v1", held.id().toString()));
            CloudEvent released = bookings.awaitType(
                    "dev.evently.booking.SeatReleased.v1", held.id().toString());
            Contracts.assertValid("dev.evently.booking.SeatReleased.v1", released);
            assertThat(KafkaProbe.data(released)
                            .path("products")
                            .path(0)
                            .path("quantity")
                            .asInt())
                    .isEqualTo(3);
        }
    }

    @Test
    void extendsAHoldTwice() {
        OnOffer offer = office.publish(OnOffer.with(ProductOnOffer.of(10)));
        Answer held = office.mustHold(buyer, 1, offer);

        for (int times = 1; times <= 2; times++) {
            clock.advance(Duration.ofMinutes(8));
            Answer longer = extend(buyer, held.id());
            assertThat(longer.status()).isEqualTo(200);
            assertThat(longer.body().path("extensions").asInt()).isEqualTo(times);
            assertThat(Instant.parse(longer.text("expiresAt")))
                    .isCloseTo(
                            Instant.parse(held.text("createdAt")).plus(Duration.ofMinutes(8L * times + 10)),
                            within(30, ChronoUnit.SECONDS));
        }
        clock.advance(Duration.ofMinutes(8));
        Answer refused = extend(buyer, held.id());
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.problem()).isEqualTo("not-extendable");
        assertThat(refused.text("reason")).isEqualTo("OFTEN_ENOUGH");
        assertThat(extend(UUID.randomUUID(), held.id()).status()).isEqualTo(404);
        assertFigures(offer, 9, 1, 0);

        clock.advance(Duration.ofMinutes(3));
        Awaitility.await()
                .until(() -> office.booking(buyer, held.id()).text("status").equals("EXPIRED"));
        assertThat(extend(buyer, held.id()).problem()).isEqualTo("hold-expired");
        assertFigures(offer, 10, 0, 0);
    }

    private Answer extend(UUID caller, UUID booking) {
        return office.post("/api/v1/bookings/" + booking + "/extend", TestTokens.user(caller), null, Map.of());
    }

    @Test
    void tellsWhatIsLeftWhenSoldOut() {
        OnOffer offer = office.publish(OnOffer.with(ProductOnOffer.of(2), ProductOnOffer.of(5)));
        UUID scarce = offer.products().get(0).id();
        UUID plenty = offer.products().get(1).id();

        Answer refused = office.hold(buyer, offer, new Wish(plenty, 1), new Wish(scarce, 3));

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.problem()).isEqualTo("sold-out");
        assertThat(refused.body().path("products")).anySatisfy(product -> {
            assertThat(product.path("productId").asString()).isEqualTo(scarce.toString());
            assertThat(product.path("requested").asInt()).isEqualTo(3);
            assertThat(product.path("available").asInt()).isEqualTo(2);
        });
        assertThat(office.inventory(offer).body().path("quotas"))
                .allSatisfy(quota -> assertThat(quota.path("held").asInt()).isZero());
    }

    @Test
    void countsLinesOfOneProductTogether() {
        OnOffer offer = office.publish(OnOffer.with(ProductOnOffer.of(10).atMost(4)));
        UUID product = offer.product().id();

        assertThat(office.hold(buyer, offer, new Wish(product, 2), new Wish(product, 2))
                        .body()
                        .path("items"))
                .hasSize(4);
        Answer tooMany = office.hold(buyer, offer, new Wish(product, 2), new Wish(product, 3));
        assertThat(tooMany.status()).isEqualTo(422);
        assertThat(tooMany.body().path("errors").path(0).path("field").asString())
                .isEqualTo("items[0].quantity");
    }

    @Test
    void keepsThePriceOfTheHold() {
        OnOffer offer = office.publish(OnOffer.with(ProductOnOffer.of(10)));
        Answer held = office.mustHold(buyer, 1, offer);

        office.update(offer.selling(offer.product().at(9_900)));

        assertThat(office.booking(buyer, held.id()).body().path("total").asLong())
                .isEqualTo(4_500);
        assertThat(office.mustHold(buyer, 1, offer).body().path("total").asLong())
                .isEqualTo(9_900);
    }

    @Test
    void refusesWhatIsNotOnSale() {
        OnOffer offer = office.publish(OnOffer.with(ProductOnOffer.of(10)));
        OnOffer other = office.publish(OnOffer.with(ProductOnOffer.of(10)));

        Answer foreignProduct =
                office.hold(buyer, offer, new Wish(other.product().id(), 1));
        assertThat(foreignProduct.status()).isEqualTo(422);
        assertThat(foreignProduct.body().path("errors").path(0).path("field").asString())
                .isEqualTo("items[0].productId");

        Answer unknownEvent = office.hold(buyer, 1, OnOffer.with(ProductOnOffer.of(1)));
        assertThat(unknownEvent.status()).isEqualTo(404);

        office.cancel(other);
        Answer cancelled = office.hold(buyer, 1, other);
        assertThat(cancelled.status()).isEqualTo(409);
        assertThat(cancelled.problem()).isEqualTo("not-on-sale");

        clock.advance(Duration.ofDays(91));
        Answer begun = office.hold(buyer, 1, offer);
        assertThat(begun.status()).isEqualTo(409);
        assertThat(begun.problem()).isEqualTo("not-on-sale");
        assertThat(office.availability(offer).body().path("onSale").asBoolean()).isFalse();
    }

    @Test
    void showsABookingOnlyToThoseItConcerns() {
        OnOffer offer = office.publish(OnOffer.with(ProductOnOffer.of(10)));
        UUID manager = UUID.randomUUID();
        UUID doorman = UUID.randomUUID();
        office.setTeam(offer.organizerId(), 1, Map.of(manager, "MANAGER", doorman, "CHECK_IN"));
        UUID booking = office.mustHold(buyer, 1, offer).id();

        assertThat(office.booking(buyer, booking).status()).isEqualTo(200);
        Awaitility.await().until(() -> office.booking(manager, booking).status() == 200);
        assertThat(office.booking(doorman, booking).status()).isEqualTo(404);
        assertThat(office.booking(UUID.randomUUID(), booking).status()).isEqualTo(404);
        assertThat(office.get("/api/v1/bookings/" + booking, TestTokens.user(UUID.randomUUID(), "ADMIN"))
                        .status())
                .isEqualTo(200);
        assertThat(office.booking(buyer, UUID.randomUUID()).status()).isEqualTo(404);
        assertThat(office.get("/api/v1/events/" + offer.id() + "/inventory", TestTokens.user(manager))
                        .status())
                .isEqualTo(200);
        assertThat(office.get("/api/v1/events/" + offer.id() + "/inventory", TestTokens.user(doorman))
                        .status())
                .isEqualTo(404);
    }

    private void assertFigures(OnOffer offer, int available, int held, int sold) {
        assertThat(office.figures(offer)).isEqualTo(new Figures(available + held + sold, available, held, sold, 0));
        assertThat(office.inventory(offer).body().path("balanced").asBoolean()).isTrue();
    }
}
