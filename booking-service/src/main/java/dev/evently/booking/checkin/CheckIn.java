package dev.evently.booking.checkin;

import dev.evently.booking.ticket.Ticket;
import java.time.Instant;
import java.util.UUID;

/**
 * The fact that a ticket's holder was let in.
 *
 * @param by the member of the organizer's team who scanned the ticket
 */
public record CheckIn(Ticket.Terms ticket, UUID by, Instant at) {}
