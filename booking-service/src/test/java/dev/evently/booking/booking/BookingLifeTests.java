package dev.evently.booking.booking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.evently.booking.booking.CancelBooking.Refusal;
import dev.evently.booking.sharding.ShardId;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What can become of a hold. */
class BookingLifeTests {

    private final Shop shop = new Shop();

    @Test
    void sellsAPaidHoldAndIssuesATicketPerItem() {
        Booking.Confirmed paid = shop.paid(2);

        assertThat(shop.figures()).isEqualTo(List.of(8, 0, 2, 0));
        assertThat(paid.itemIds()).allMatch(shop.tickets::isIssued);
        assertThat(shop.events.getLast())
                .isInstanceOfSatisfying(
                        BookingEvent.Confirmed.class,
                        event -> assertThat(event.tickets()).hasSize(2));
    }

    @Test
    void confirmsOnceForOnePaymentAndNeverForAnother() {
        Booking.Confirmed paid = shop.paid(1);

        assertThat(shop.paymentDesk.confirm(paid.id(), paid.payment()))
                .isEqualTo(new ConfirmBooking.Result.Confirmed(paid));
        assertThat(shop.pay(paid)).isEqualTo(new ConfirmBooking.Result.Refused(paid));
        assertThat(shop.figures()).isEqualTo(List.of(9, 0, 1, 0));
    }

    @Test
    void expiresALapsedHoldWhenItsPaymentComes() {
        Booking.Held held = shop.held(2);
        shop.clock.advance(Shop.TTL);

        assertThat(shop.pay(held)).isInstanceOf(ConfirmBooking.Result.Lapsed.class);

        assertThat(shop.figures()).isEqualTo(List.of(10, 0, 0, 0));
        assertThat(shop.events.getLast()).isInstanceOf(BookingEvent.Expired.class);
        assertThat(shop.pay(held)).isInstanceOf(ConfirmBooking.Result.Lapsed.class);
        assertThat(shop.expireBookings.sweep(new ShardId(0))).isZero();
    }

    @Test
    void sweepsEverythingThatIsDueHoweverLate() {
        shop.held(2);
        shop.held(1);
        Booking.Confirmed paid = shop.paid(1);
        shop.clock.advance(Duration.ofDays(3));
        Booking.Held fresh = shop.held(1);

        assertThat(shop.expireBookings.sweep(new ShardId(0))).isEqualTo(2);

        assertThat(shop.figures()).isEqualTo(List.of(8, 1, 1, 0));
        assertThat(shop.bookings.find(paid.id())).contains(paid);
        assertThat(shop.bookings.find(fresh.id())).contains(fresh);
    }

    @Test
    void expiresOthersThoughOneCannotBe() {
        Booking.Held stuck = shop.held(1);
        Booking.Held other = shop.held(2);
        shop.bookings.stick(stuck.id());
        shop.clock.advance(Shop.TTL);

        assertThatIllegalStateException().isThrownBy(() -> shop.expireBookings.sweep(new ShardId(0)));

        assertThat(shop.bookings.find(other.id())).get().isInstanceOf(Booking.Expired.class);
        assertThat(shop.bookings.find(stuck.id())).contains(stuck);
    }

    @Test
    void cancelsAllBookingsOfACancelledEventThatCanBe() {
        Booking.Confirmed stuck = shop.paid(1);
        Booking.Confirmed paid = shop.paid(1);
        Booking.Held held = shop.held(1);
        shop.bookings.stick(stuck.id());
        shop.desk.keepInventory().close(shop.cancelledEvent());

        assertThatIllegalStateException().isThrownBy(() -> shop.cancelEventBookings.sweep(new ShardId(0)));

        assertThat(shop.bookings.find(paid.id())).get().isInstanceOf(Booking.Cancelled.class);
        assertThat(shop.bookings.find(held.id())).get().isInstanceOf(Booking.Cancelled.class);
        assertThat(shop.refunds.owed(paid.id())).isEqualTo(4_500);
        assertThat(shop.saleEvents.windingUp(Set.of(), 1)).containsExactly(shop.event.id());
    }

    @Test
    void refundsExactlyWhatIsGivenBack() {
        Booking.Confirmed paid = shop.paid(3);
        ItemId one = paid.items().getFirst().id();

        CancelBooking.Result first = shop.cancelBooking.cancel(paid.id(), Set.of(one), CancelReason.BUYER);
        assertThat(first).isInstanceOfSatisfying(CancelBooking.Result.Cancelled.class, cancelled -> {
            assertThat(cancelled.booking()).isInstanceOf(Booking.Confirmed.class);
            assertThat(cancelled.booking().items()).hasSize(2);
        });
        assertThat(shop.refunds.owed(paid.id())).isEqualTo(4_500);
        assertThat(shop.cancelBooking.cancel(paid.id(), Set.of(one), CancelReason.BUYER))
                .isEqualTo(first);

        shop.cancelBooking.cancel(paid.id(), Set.of(), CancelReason.BUYER);
        assertThat(shop.refunds.owed(paid.id())).isEqualTo(13_500);
        assertThat(shop.figures()).isEqualTo(List.of(10, 0, 0, 0));
        assertThat(paid.itemIds()).allMatch(shop.tickets::isRevoked);
    }

    @Test
    void keepsAPlaceThatWasUsedUnlessTheEventIsCancelled() {
        Booking.Confirmed paid = shop.paid(1);
        shop.tickets.admit(paid.items().getFirst().id());

        assertThat(shop.cancelBooking.cancel(paid.id(), Set.of(), CancelReason.BUYER))
                .isEqualTo(new CancelBooking.Result.Refused(paid, Refusal.ADMITTED));
        assertThat(shop.cancelBooking.cancel(paid.id(), Set.of(), CancelReason.EVENT_CANCELLED))
                .isInstanceOf(CancelBooking.Result.Cancelled.class);
    }

    @Test
    void leavesAnOrganizerTheRightToRefundLater() {
        Booking.Confirmed paid = shop.paid(1);
        shop.clock.advance(Duration.ofDays(95));

        assertThat(shop.cancelBooking.cancel(paid.id(), Set.of(), CancelReason.BUYER))
                .isEqualTo(new CancelBooking.Result.Refused(paid, Refusal.EVENT_BEGUN));
        assertThat(shop.cancelBooking.cancel(paid.id(), Set.of(), CancelReason.ORGANIZER))
                .isInstanceOf(CancelBooking.Result.Cancelled.class);
    }

    @Test
    void allowsNoMoveThatIsNotLegal() {
        Booking.Held held = shop.held(1);
        assertThatIllegalStateException().isThrownBy(() -> held.expire(shop.now()));
        shop.clock.advance(Shop.TTL);
        assertThatIllegalStateException().isThrownBy(() -> held.confirm(new PaymentId(UUID.randomUUID()), shop.now()));
        assertThatIllegalArgumentException().isThrownBy(() -> new Booking.Held(held.terms(), List.of()));
        Booking.Confirmed paid = shop.paid(2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> paid.giveBack(Set.of(new ItemId(UUID.randomUUID())), null, shop.now()));
        assertThatIllegalArgumentException().isThrownBy(() -> new BookingId(UUID.randomUUID()));
    }
}
