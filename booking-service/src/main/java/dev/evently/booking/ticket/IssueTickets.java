package dev.evently.booking.ticket;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import dev.evently.booking.booking.Booking;
import dev.evently.booking.booking.BookingId;
import dev.evently.booking.booking.BookingItem;
import dev.evently.booking.booking.ItemId;
import dev.evently.booking.booking.TicketOffice;
import dev.evently.booking.sharding.ShardedIds;
import jakarta.inject.Named;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Issues and revokes a booking's tickets, in the transaction that confirms or cancels it. */
@Named
class IssueTickets implements TicketOffice {

    private final Tickets tickets;
    private final ShardedIds ids;

    IssueTickets(Tickets tickets, ShardedIds ids) {
        this.tickets = tickets;
        this.ids = ids;
    }

    @Override
    public Map<BookingId, List<IssuedTicket>> issue(List<Booking.Confirmed> bookings) {
        List<Tickets.Issue> issues = bookings.stream()
                .flatMap(booking -> booking.items().stream()
                        .map(item ->
                                new Tickets.Issue(ticket(booking, item), booking.payment(), booking.confirmedAt())))
                .toList();
        tickets.insert(issues);
        return issues.stream()
                .map(issue -> issue.ticket().terms())
                .collect(groupingBy(
                        Ticket.Terms::booking,
                        mapping(terms -> new IssuedTicket(terms.id().value(), terms.item()), toList())));
    }

    private Ticket.Valid ticket(Booking.Confirmed booking, BookingItem item) {
        TicketId id = new TicketId(ids.next(booking.id().bucket()));
        return new Ticket.Valid(
                new Ticket.Terms(id, booking.id(), item.id(), booking.terms().eventId()));
    }

    @Override
    public Set<ItemId> admitted(BookingId booking) {
        return tickets.lockOfBooking(booking).stream()
                .filter(Ticket.Admitted.class::isInstance)
                .map(ticket -> ticket.terms().item())
                .collect(Collectors.toSet());
    }

    @Override
    public void revoke(BookingId booking, Set<ItemId> items, Instant at) {
        tickets.makeVoid(booking, items, at);
    }
}
