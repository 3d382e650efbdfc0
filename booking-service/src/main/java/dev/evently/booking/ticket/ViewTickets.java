package dev.evently.booking.ticket;

import dev.evently.booking.booking.Booking;
import dev.evently.booking.booking.BookingId;
import dev.evently.booking.booking.BookingItem;
import dev.evently.booking.booking.Requester;
import dev.evently.booking.booking.ViewBooking;
import dev.evently.booking.inventory.Inventory;
import dev.evently.booking.inventory.SaleEvent;
import dev.evently.booking.inventory.SaleEvents;
import dev.evently.booking.sharding.Shards;
import jakarta.inject.Named;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Shows tickets to whoever may see their booking. */
@Named
public class ViewTickets {

    private final Shards shards;
    private final ViewBooking viewBooking;
    private final Tickets tickets;
    private final SaleEvents events;

    ViewTickets(Shards shards, ViewBooking viewBooking, Tickets tickets, SaleEvents events) {
        this.shards = shards;
        this.viewBooking = viewBooking;
        this.tickets = tickets;
        this.events = events;
    }

    /**
     * A ticket with all that is printed on it.
     *
     * @param product the name of what was bought
     * @param item the booked place
     */
    public record TicketInFull(Ticket ticket, SaleEvent event, String product, BookingItem item) {}

    /** A booking's tickets, none before it is confirmed; empty when the booking is none of the requester's business. */
    public Optional<List<Ticket>> of(BookingId booking, Requester requester) {
        return shards.inSnapshot(
                booking.bucket(),
                () -> viewBooking.visibleTo(booking, requester).map(visible -> tickets.ofBooking(booking)));
    }

    /** One ticket; empty when there is none, or its booking is none of the requester's business. */
    public Optional<TicketInFull> find(TicketId id, Requester requester) {
        return shards.inSnapshot(
                id.bucket(),
                () -> tickets.find(id)
                        .flatMap(ticket -> viewBooking
                                .visibleTo(ticket.terms().booking(), requester)
                                .map(booking -> inFull(ticket, booking))));
    }

    private TicketInFull inFull(Ticket ticket, Booking booking) {
        Inventory inventory =
                events.inventory(ticket.id().bucket(), ticket.terms().eventId()).orElseThrow();
        BookingItem item = everyItem(booking)
                .filter(candidate -> candidate.id().equals(ticket.terms().item()))
                .findFirst()
                .orElseThrow();
        return new TicketInFull(
                ticket,
                inventory.event(),
                inventory.product(item.productId()).orElseThrow().name(),
                item);
    }

    private static Stream<BookingItem> everyItem(Booking booking) {
        List<Booking.ReturnedItem> returned =
                switch (booking) {
                    case Booking.Confirmed confirmed -> confirmed.returned();
                    case Booking.Cancelled cancelled -> cancelled.returned();
                    case Booking.Held _, Booking.Expired _ -> List.of();
                };
        return Stream.concat(booking.items().stream(), returned.stream().map(Booking.ReturnedItem::item));
    }
}
