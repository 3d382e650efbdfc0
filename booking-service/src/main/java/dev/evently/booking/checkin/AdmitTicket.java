package dev.evently.booking.checkin;

import dev.evently.booking.inventory.SaleEvents;
import dev.evently.booking.sharding.Bucket;
import dev.evently.booking.sharding.Shards;
import dev.evently.booking.team.Teams;
import dev.evently.booking.ticket.Ticket;
import dev.evently.booking.ticket.TicketCodes;
import dev.evently.booking.ticket.TicketId;
import dev.evently.booking.ticket.Tickets;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;

/**
 * Lets the holder of a ticket in, once. The lock on the ticket decides between doors, and between a door and a cancellation;
 * the key of the check-ins repeats it.
 */
@Named
public class AdmitTicket {

    private final Shards shards;
    private final SaleEvents events;
    private final Teams teams;
    private final TicketCodes codes;
    private final Tickets tickets;
    private final CheckIns checkIns;
    private final CheckInEvents checkInEvents;
    private final Clock clock;

    AdmitTicket(
            Shards shards,
            SaleEvents events,
            Teams teams,
            TicketCodes codes,
            Tickets tickets,
            CheckIns checkIns,
            CheckInEvents checkInEvents,
            Clock clock) {
        this.shards = shards;
        this.events = events;
        this.teams = teams;
        this.codes = codes;
        this.tickets = tickets;
        this.checkIns = checkIns;
        this.checkInEvents = checkInEvents;
        this.clock = clock;
    }

    /**
     * Admits.
     *
     * @param by who stands at the door
     */
    public Result admit(UUID eventId, String code, UUID by) {
        Bucket bucket = Bucket.ofEvent(eventId);
        return shards.inTransaction(bucket, () -> {
            if (!isOfTheTeam(bucket, eventId, by)) {
                return new Result.UnknownEvent();
            }
            return codes.read(code)
                    .filter(id -> id.bucket().equals(bucket))
                    .flatMap(tickets::lock)
                    .filter(ticket -> ticket.terms().eventId().equals(eventId))
                    .map(ticket -> admit(ticket, by))
                    .orElseGet(Result.UnknownTicket::new);
        });
    }

    private boolean isOfTheTeam(Bucket bucket, UUID eventId, UUID userId) {
        return events.find(bucket, eventId)
                .flatMap(event -> teams.roleOf(userId, event.organizerId()))
                .isPresent();
    }

    private Result admit(Ticket ticket, UUID by) {
        return switch (ticket) {
            case Ticket.Valid valid -> {
                Instant now = clock.instant();
                CheckIn checkIn = new CheckIn(valid.terms(), by, now);
                checkIns.insert(checkIn);
                checkInEvents.admitted(checkIn);
                yield new Result.Admitted(valid.id(), now);
            }
            case Ticket.Admitted admitted -> new Result.AlreadyAdmitted(admitted.id(), admitted.at());
            case Ticket.Voided voided -> new Result.VoidTicket(voided.id());
        };
    }

    /** What the door is told. */
    public sealed interface Result {

        record Admitted(TicketId ticket, Instant at) implements Result {}

        /** Somebody came in with this ticket before, at the given time. */
        record AlreadyAdmitted(TicketId ticket, Instant at) implements Result {}

        /** The ticket was cancelled. */
        record VoidTicket(TicketId ticket) implements Result {}

        /** The code is not one of this service's, or its ticket is for another event. */
        record UnknownTicket() implements Result {}

        /** No such event, or none of the caller's team. */
        record UnknownEvent() implements Result {}
    }
}
