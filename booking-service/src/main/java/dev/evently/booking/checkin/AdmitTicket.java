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
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

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
     * @param key the door's name for this request; null when it has none
     */
    public Result admit(UUID eventId, String code, UUID by, @Nullable String key) {
        Bucket bucket = Bucket.ofEvent(eventId);
        return shards.inTransaction(bucket, () -> {
            if (!isOfTheTeam(bucket, eventId, by)) {
                return new Result.UnknownEvent();
            }
            Optional<TicketId> shown = codes.read(code).filter(id -> id.bucket().equals(bucket));
            if (key != null) {
                if (!checkIns.claim(bucket, by, key)) {
                    return new Result.InFlight();
                }
                Optional<CheckIns.Keyed> first = checkIns.findByKey(bucket, by, key);
                if (first.isPresent()) {
                    return repeated(first.get(), eventId, shown);
                }
            }
            return shown.flatMap(tickets::lock)
                    .filter(ticket -> ticket.terms().eventId().equals(eventId))
                    .map(ticket -> admit(ticket, by, key))
                    .orElseGet(Result.UnknownTicket::new);
        });
    }

    private static Result repeated(CheckIns.Keyed first, UUID eventId, Optional<TicketId> shown) {
        boolean same = first.eventId().equals(eventId)
                && shown.filter(first.ticket()::equals).isPresent();
        return same ? new Result.Admitted(first.ticket(), first.at()) : new Result.KeyReused();
    }

    private boolean isOfTheTeam(Bucket bucket, UUID eventId, UUID userId) {
        return events.find(bucket, eventId)
                .flatMap(event -> teams.roleOf(userId, event.organizerId()))
                .isPresent();
    }

    private Result admit(Ticket ticket, UUID by, @Nullable String key) {
        return switch (ticket) {
            case Ticket.Valid valid -> {
                Instant now = clock.instant();
                CheckIn checkIn = new CheckIn(valid.terms(), by, now);
                checkIns.insert(checkIn, key);
                checkInEvents.admitted(checkIn);
                yield new Result.Admitted(valid.id(), now);
            }
            case Ticket.Admitted admitted -> new Result.AlreadyAdmitted(admitted.id(), admitted.at());
            case Ticket.Voided voided -> new Result.VoidTicket(voided.id());
        };
    }

    /** What the door is told. */
    public sealed interface Result {

        /** Somebody comes in now, or came in by the first request of this key. */
        record Admitted(TicketId ticket, Instant at) implements Result {}

        /** Somebody came in with this ticket before, at the given time. */
        record AlreadyAdmitted(TicketId ticket, Instant at) implements Result {}

        /** The ticket was cancelled. */
        record VoidTicket(TicketId ticket) implements Result {}

        /** The code is not one of this service's, or its ticket is for another event. */
        record UnknownTicket() implements Result {}

        /** No such event, or none of the caller's team. */
        record UnknownEvent() implements Result {}

        /** The first request with this key is still running. */
        record InFlight() implements Result {}

        /** The key let somebody in with another ticket. */
        record KeyReused() implements Result {}
    }
}
