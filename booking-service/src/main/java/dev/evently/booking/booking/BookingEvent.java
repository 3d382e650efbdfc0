package dev.evently.booking.booking;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Something that happened to a booking. */
public sealed interface BookingEvent {

    Booking booking();

    /**
     * Places were taken from sale for a while.
     *
     * @param traceparent the trace of the request, see {@link HoldRequest#traceparent}
     */
    record Held(Booking.Held booking, @Nullable String traceparent) implements BookingEvent {}

    /**
     * A hold was paid for and its tickets issued.
     *
     * @param traceparent the trace of what brought the payment's news
     */
    record Confirmed(
            Booking.Confirmed booking,
            List<TicketOffice.IssuedTicket> tickets,
            @Nullable String traceparent) implements BookingEvent {}

    /**
     * Some or all items were given up.
     *
     * @param booking the state afterwards
     * @param items those given up now
     * @param released whether their places are on sale again
     */
    record Cancelled(
            Booking booking,
            List<BookingItem> items,
            CancelReason reason,
            RefundDesk.@Nullable Refund refund,
            boolean released,
            Instant at)
            implements BookingEvent {}

    /**
     * A hold ended unpaid.
     *
     * @param released whether its places are on sale again
     */
    record Expired(Booking.Expired booking, boolean released) implements BookingEvent {}
}
