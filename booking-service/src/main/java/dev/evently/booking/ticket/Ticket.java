package dev.evently.booking.ticket;

import dev.evently.booking.booking.BookingId;
import dev.evently.booking.booking.ItemId;
import java.time.Instant;
import java.util.UUID;

/** The right to one place at one event. */
public sealed interface Ticket {

    Terms terms();

    default TicketId id() {
        return terms().id();
    }

    /** What a ticket is for; it never changes. */
    record Terms(TicketId id, BookingId booking, ItemId item, UUID eventId) {}

    /** Opens the door. */
    record Valid(Terms terms) implements Ticket {}

    /** Its holder has been let in. */
    record Admitted(Terms terms, Instant at) implements Ticket {}

    /** Cancelled. */
    record Voided(Terms terms, Instant at) implements Ticket {}
}
