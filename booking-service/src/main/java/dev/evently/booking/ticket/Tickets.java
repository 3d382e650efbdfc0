package dev.evently.booking.ticket;

import dev.evently.booking.booking.BookingId;
import dev.evently.booking.booking.ItemId;
import dev.evently.booking.booking.PaymentId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The tickets of the shard the calling thread is bound to. */
public interface Tickets {

    void insert(List<Issue> issues);

    /** A new ticket, and the payment that paid for it. */
    record Issue(Ticket.Valid ticket, PaymentId payment, Instant at) {}

    Optional<Ticket> find(TicketId id);

    /** As {@link #find}, and nobody else admits or voids the ticket until the transaction ends. */
    Optional<Ticket> lock(TicketId id);

    /** A booking's tickets in the order they were issued. */
    List<Ticket> ofBooking(BookingId booking);

    /** As {@link #ofBooking}, and nobody else admits or voids them until the transaction ends. */
    List<Ticket> lockOfBooking(BookingId booking);

    /** Makes the tickets of these items worthless. */
    void makeVoid(BookingId booking, Set<ItemId> items, Instant at);
}
