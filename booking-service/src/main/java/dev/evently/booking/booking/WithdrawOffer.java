package dev.evently.booking.booking;

import dev.evently.booking.sharding.Shards;
import jakarta.inject.Named;
import java.util.Optional;
import java.util.Set;

/** Gives the hold of an offer back before its time. Repeating it changes nothing. */
@Named
public class WithdrawOffer {

    private final Shards shards;
    private final Bookings bookings;
    private final CancelBooking cancelBooking;

    WithdrawOffer(Shards shards, Bookings bookings, CancelBooking cancelBooking) {
        this.shards = shards;
        this.bookings = bookings;
        this.cancelBooking = cancelBooking;
    }

    /**
     * Withdraws.
     *
     * @return the booking afterwards, which stays confirmed when the offer was taken up; empty when no offer made it
     */
    public Optional<Booking> withdraw(BookingId id) {
        return shards.inTransaction(
                id.bucket(),
                () -> bookings.lock(id)
                        .filter(booking -> booking.terms().offerId() != null)
                        .map(this::withdraw));
    }

    private Booking withdraw(Booking booking) {
        if (booking instanceof Booking.Held
                && cancelBooking.cancel(booking.id(), Set.of(), CancelReason.BUYER)
                        instanceof CancelBooking.Result.Cancelled cancelled) {
            return cancelled.booking();
        }
        return booking;
    }
}
