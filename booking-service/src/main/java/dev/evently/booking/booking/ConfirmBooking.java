package dev.evently.booking.booking;

import dev.evently.booking.inventory.Ledger;
import jakarta.inject.Named;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns a paid hold into a sale: held places become sold, tickets are issued, and the world is told, in one transaction.
 *
 * <p>The lock on the booking decides between a payment, an expiry and a cancellation: the first wins and the others see it.
 */
@Named
public class ConfirmBooking {

    private final Bookings bookings;
    private final Ledger ledger;
    private final TicketOffice tickets;
    private final BookingEvents events;
    private final ExpireBookings expiry;

    ConfirmBooking(
            Bookings bookings, Ledger ledger, TicketOffice tickets, BookingEvents events, ExpireBookings expiry) {
        this.bookings = bookings;
        this.ledger = ledger;
        this.tickets = tickets;
        this.events = events;
        this.expiry = expiry;
    }

    /** What a payment makes of a booking as it stands. Nothing is written: that is {@link #sell} and {@link #expire}. */
    public static Result decide(Booking booking, PaymentId payment, Instant now) {
        return switch (booking) {
            case Booking.Held held when held.lapsed(now) -> new Result.Lapsed(held.expire(now));
            case Booking.Held held -> new Result.Confirmed(held.confirm(payment, now));
            case Booking.Confirmed confirmed
            when confirmed.payment().equals(payment) -> new Result.Confirmed(confirmed);
            case Booking.Confirmed confirmed -> new Result.Refused(confirmed);
            case Booking.Cancelled cancelled -> new Result.Refused(cancelled);
            case Booking.Expired expired -> new Result.Lapsed(expired);
        };
    }

    /**
     * A hold that is paid for.
     *
     * @param traceparent the trace of what brought the payment's news
     */
    public record Sale(Booking.Confirmed booking, @Nullable String traceparent) {}

    /** Writes sales of bookings that were held until now and that the caller's transaction has locked. */
    public void sell(List<Sale> sales, Instant now) {
        if (sales.isEmpty()) {
            return;
        }
        List<Booking.Confirmed> confirmed = sales.stream().map(Sale::booking).toList();
        bookings.confirmAll(confirmed);
        ledger.sell(
                confirmed.stream()
                        .map(booking -> booking.places(booking.items()))
                        .toList(),
                now);
        Map<BookingId, List<TicketOffice.IssuedTicket>> issued = tickets.issue(confirmed);
        events.publishAll(sales.stream()
                .map(sale -> new BookingEvent.Confirmed(
                        sale.booking(), issued.getOrDefault(sale.booking().id(), List.of()), sale.traceparent()))
                .toList());
    }

    /** Writes the end of a lapsed hold that the caller's transaction has locked. */
    public void expire(Booking.Held lapsed, Instant now) {
        var _ = expiry.expire(lapsed, now);
    }

    /** What becomes of the booking. Only {@link Confirmed} keeps the money; anything else must be paid back. */
    public sealed interface Result {

        /** Sold, now or by an earlier call for the same payment. */
        record Confirmed(Booking.Confirmed booking) implements Result {}

        /** The hold's time was over; its places are back on sale. */
        record Lapsed(Booking.Expired booking) implements Result {}

        /** The booking was cancelled, or another payment had confirmed it. */
        record Refused(Booking booking) implements Result {}
    }
}
