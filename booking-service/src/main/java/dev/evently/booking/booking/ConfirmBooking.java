package dev.evently.booking.booking;

import dev.evently.booking.inventory.Ledger;
import dev.evently.booking.sharding.Shards;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/**
 * Turns a paid hold into a sale: held places become sold, tickets are issued, and the world is told, in one transaction.
 *
 * <p>The lock on the booking decides between a payment, an expiry and a cancellation: the first wins and the others see it.
 */
@Named
public class ConfirmBooking {

    private final Shards shards;
    private final Bookings bookings;
    private final Ledger ledger;
    private final TicketOffice tickets;
    private final BookingEvents events;
    private final ExpireBookings expiry;
    private final Clock clock;

    ConfirmBooking(
            Shards shards,
            Bookings bookings,
            Ledger ledger,
            TicketOffice tickets,
            BookingEvents events,
            ExpireBookings expiry,
            Clock clock) {
        this.shards = shards;
        this.bookings = bookings;
        this.ledger = ledger;
        this.tickets = tickets;
        this.events = events;
        this.expiry = expiry;
        this.clock = clock;
    }

    /** Joins the caller's transaction when one is open on the booking's shard. Safe to repeat with the same payment. */
    public Result confirm(BookingId id, PaymentId payment) {
        return shards.inTransaction(
                id.bucket(),
                () -> bookings.lock(id)
                        .map(booking -> confirm(booking, payment))
                        .orElseGet(Result.Unknown::new));
    }

    /** As {@link #confirm(BookingId, PaymentId)}, for a booking that the caller's transaction has locked. */
    public Result confirm(Booking booking, PaymentId payment) {
        Instant now = clock.instant();
        return switch (booking) {
            case Booking.Held held when held.lapsed(now) -> new Result.Lapsed(expiry.expire(held, now));
            case Booking.Held held -> new Result.Confirmed(sell(held.confirm(payment, now)));
            case Booking.Confirmed confirmed
            when confirmed.payment().equals(payment) -> new Result.Confirmed(confirmed);
            case Booking.Confirmed confirmed -> new Result.Refused(confirmed);
            case Booking.Cancelled cancelled -> new Result.Refused(cancelled);
            case Booking.Expired expired -> new Result.Lapsed(expired);
        };
    }

    private Booking.Confirmed sell(Booking.Confirmed confirmed) {
        bookings.update(confirmed);
        ledger.sell(confirmed.places(confirmed.items()), confirmed.confirmedAt());
        List<TicketOffice.IssuedTicket> issued = tickets.issue(confirmed);
        events.publish(new BookingEvent.Confirmed(confirmed, issued));
        return confirmed;
    }

    /** What became of the attempt. Only {@link Confirmed} keeps the money; anything else must be paid back. */
    public sealed interface Result {

        /** Sold, now or by an earlier call for the same payment. */
        record Confirmed(Booking.Confirmed booking) implements Result {}

        /** The hold's time was over; its places are back on sale. */
        record Lapsed(Booking.Expired booking) implements Result {}

        /** The booking was cancelled, or another payment had confirmed it. */
        record Refused(Booking booking) implements Result {}

        /** No such booking. */
        record Unknown() implements Result {}
    }
}
