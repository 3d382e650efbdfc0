package dev.evently.booking.booking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evently.booking.Answer;
import dev.evently.booking.BookingServiceTest;
import dev.evently.booking.BoxOffice;
import dev.evently.booking.BoxOffice.Figures;
import dev.evently.booking.FakeDesks;
import dev.evently.booking.LedgerReplay;
import dev.evently.booking.OnOffer;
import dev.evently.booking.OnOffer.ProductOnOffer;
import dev.evently.booking.sharding.Shards;
import dev.evently.testing.KafkaProbe;
import dev.evently.testing.MutableClock;
import dev.evently.testing.contracts.Contracts;
import io.cloudevents.CloudEvent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Giving bookings back: by buyers, by organizers, and because the event does not take place. */
@BookingServiceTest
class CancellationIT {

    private static final String CANCELLED = "dev.evently.booking.BookingCancelled.v1";
    private static final String RELEASED = "dev.evently.booking.SeatReleased.v1";

    private final UUID buyer = UUID.randomUUID();

    @Autowired
    BoxOffice office;

    @Autowired
    PaymentDesk paymentDesk;

    @Autowired
    FakeDesks.Tickets tickets;

    @Autowired
    FakeDesks.Refunds refunds;

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
    void givesAHoldBackWithoutRefund() {
        try (KafkaProbe bookings = KafkaProbe.on("evently.bookings")) {
            OnOffer offer = office.publish(OnOffer.with(ProductOnOffer.of(10)));
            UUID booking = office.mustHold(buyer, 4, offer).id();

            Answer cancelled = office.cancel(buyer, booking);

            assertThat(cancelled.status()).isEqualTo(200);
            assertThat(cancelled.text("status")).isEqualTo("CANCELLED");
            assertThat(cancelled.body().path("refund").isNull()).isTrue();
            assertThat(office.figures(offer)).isEqualTo(new Figures(10, 10, 0, 0, 0));
            CloudEvent event = bookings.awaitType(CANCELLED, booking.toString());
            Contracts.assertValid(CANCELLED, event);
            assertThat(KafkaProbe.data(event).path("whole").asBoolean()).isTrue();
            CloudEvent released = bookings.awaitType(RELEASED, booking.toString());
            assertThat(KafkaProbe.data(released).path("reason").asString()).isEqualTo("CANCELLED");
            assertThat(office.cancel(buyer, booking).body()).isEqualTo(cancelled.body());
        }
    }

    @Test
    void givesPaidItemsBackOneByOne() {
        try (KafkaProbe bookings = KafkaProbe.on("evently.bookings")) {
            OnOffer offer = office.publish(OnOffer.with(ProductOnOffer.of(10)));
            BookingId booking = pay(office.mustHold(buyer, 2, offer));
            CloudEvent confirmed = bookings.awaitType(
                    "dev.evently.booking.BookingConfirmed.v1", booking.value().toString());
            Contracts.assertValid("dev.evently.booking.BookingConfirmed.v1", confirmed);
            assertThat(office.figures(offer)).isEqualTo(new Figures(10, 8, 0, 2, 0));
            List<UUID> items = items(office.booking(buyer, booking.value()));

            Answer first = office.cancel(buyer, booking.value(), items.get(0));

            assertThat(first.text("status")).isEqualTo("CONFIRMED");
            assertThat(items(first)).containsExactly(items.get(1));
            assertThat(first.body().path("total").asLong()).isEqualTo(4_500);
            assertThat(first.body().path("refund").path("amount").asLong()).isEqualTo(4_500);
            assertThat(first.body().path("refund").path("status").asString()).isEqualTo("REQUESTED");
            assertThat(office.figures(offer)).isEqualTo(new Figures(10, 9, 0, 1, 0));
            assertThat(tickets.isRevoked(new ItemId(items.get(0)))).isTrue();
            assertThat(tickets.isRevoked(new ItemId(items.get(1)))).isFalse();
            CloudEvent partly = bookings.awaitType(CANCELLED, booking.value().toString());
            Contracts.assertValid(CANCELLED, partly);
            assertThat(KafkaProbe.data(partly).path("whole").asBoolean()).isFalse();

            assertThat(office.cancel(buyer, booking.value(), items.get(0)).body())
                    .isEqualTo(first.body());
            assertThat(refunds.owed(booking)).isEqualTo(4_500);

            Answer last = office.cancel(buyer, booking.value());
            assertThat(last.text("status")).isEqualTo("CANCELLED");
            assertThat(refunds.owed(booking)).isEqualTo(9_000);
            assertThat(office.figures(offer)).isEqualTo(new Figures(10, 10, 0, 0, 0));
            assertThat(office.cancel(buyer, booking.value()).body()).isEqualTo(last.body());
            assertThat(office.cancel(buyer, booking.value(), items.get(0))
                            .body()
                            .path("refund"))
                    .isEqualTo(first.body().path("refund"));
            LedgerReplay.assertEqualsState(shards, jdbc, offer.id());
        }
    }

    @Test
    void refusesWhatCannotBeGivenBack() {
        OnOffer offer = office.publish(OnOffer.with(ProductOnOffer.of(10)));
        Answer held = office.mustHold(buyer, 2, offer);
        assertRefused(office.cancel(buyer, held.id(), items(held).get(0)), "NOT_PAID");
        assertThat(office.cancel(buyer, held.id(), UUID.randomUUID()).status()).isEqualTo(422);
        assertThat(office.cancel(UUID.randomUUID(), held.id()).status()).isEqualTo(404);

        BookingId used = pay(office.mustHold(buyer, 1, offer));
        tickets.admit(new ItemId(items(office.booking(buyer, used.value())).get(0)));
        assertRefused(office.cancel(buyer, used.value()), "ADMITTED");

        BookingId paid = pay(office.mustHold(buyer, 1, offer));
        clock.advance(Duration.ofDays(91));
        assertRefused(office.cancel(buyer, paid.value()), "EVENT_BEGUN");
        Awaitility.await()
                .until(() -> office.booking(buyer, held.id()).text("status").equals("EXPIRED"));
        assertRefused(office.cancel(buyer, held.id()), "EXPIRED");
    }

    @Test
    void letsTheOrganizerCancel() {
        OnOffer offer = office.publish(OnOffer.with(ProductOnOffer.of(10)));
        UUID owner = UUID.randomUUID();
        office.setTeam(offer.organizerId(), 1, Map.of(owner, "OWNER"));
        BookingId booking = pay(office.mustHold(buyer, 1, offer));
        Awaitility.await().until(() -> office.booking(owner, booking.value()).status() == 200);

        Answer cancelled = office.cancel(owner, booking.value());

        assertThat(cancelled.text("cancelReason")).isEqualTo("ORGANIZER");
        assertThat(refunds.owed(booking)).isEqualTo(4_500);
    }

    @Test
    void cancelsAllBookingsOfACancelledEvent() {
        try (KafkaProbe bookings = KafkaProbe.on("evently.bookings")) {
            OnOffer offer = office.publish(OnOffer.with(ProductOnOffer.of(150).at(0), ProductOnOffer.of(5)));
            List<UUID> held = IntStream.range(0, 120)
                    .mapToObj(number -> office.mustHold(buyer, 1, offer).id())
                    .toList();
            BookingId paid = pay(office.hold(
                    buyer, offer, new BoxOffice.Wish(offer.products().get(1).id(), 2)));

            office.cancel(offer);

            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> office.figures(offer).equals(new Figures(150, 0, 0, 0, 150)));
            Awaitility.await()
                    .until(() ->
                            office.booking(buyer, paid.value()).text("status").equals("CANCELLED"));
            assertThat(office.booking(buyer, paid.value()).text("cancelReason")).isEqualTo("EVENT_CANCELLED");
            assertThat(refunds.owed(paid)).isEqualTo(9_000);
            assertThat(held)
                    .allSatisfy(
                            booking -> assertThat(office.booking(buyer, booking).text("status"))
                                    .isEqualTo("CANCELLED"));
            CloudEvent event = bookings.awaitType(CANCELLED, paid.value().toString());
            Contracts.assertValid(CANCELLED, event);
            assertThat(KafkaProbe.data(event).path("reason").asString()).isEqualTo("EVENT_CANCELLED");
            assertThat(bookings.events(RELEASED))
                    .noneMatch(released -> KafkaProbe.data(released)
                            .path("eventId")
                            .asString()
                            .equals(offer.id().toString()));
            LedgerReplay.assertEqualsState(shards, jdbc, offer.id());
        }
    }

    private BookingId pay(Answer held) {
        BookingId id = new BookingId(held.id());
        assertThat(paymentDesk.confirm(id, new PaymentId(UUID.randomUUID())))
                .isInstanceOf(ConfirmBooking.Result.Confirmed.class);
        return id;
    }

    private static List<UUID> items(Answer booking) {
        return booking.body()
                .path("items")
                .valueStream()
                .map(item -> UUID.fromString(item.path("id").asString()))
                .toList();
    }

    private static void assertRefused(Answer answer, String reason) {
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.problem()).isEqualTo("not-cancellable");
        assertThat(answer.text("reason")).isEqualTo(reason);
    }
}
