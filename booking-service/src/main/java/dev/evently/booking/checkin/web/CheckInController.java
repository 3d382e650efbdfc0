package dev.evently.booking.checkin.web;

import dev.evently.booking.checkin.AdmitTicket;
import dev.evently.booking.ticket.web.TicketProblem;
import dev.evently.platform.docs.ApiOperation;
import dev.evently.platform.security.Caller;
import dev.evently.platform.web.CommonProblem;
import dev.evently.platform.web.ProblemException;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Scanning tickets at the doors of an event. */
@RestController
class CheckInController {

    private final AdmitTicket admitTicket;

    CheckInController(AdmitTicket admitTicket) {
        this.admitTicket = admitTicket;
    }

    record CheckInRequest(@NotBlank @Size(max = 200) String code) {}

    record CheckInResponse(UUID ticketId, String status, Instant at) {}

    @PostMapping("/api/v1/events/{id}/check-ins")
    @ResponseStatus(HttpStatus.CREATED)
    @ApiOperation(
            id = "admitTicket",
            summary = "Lets somebody in with a ticket, for the team of the event",
            problems = {"unknown-ticket", "already-admitted", "ticket-void"})
    CheckInResponse admit(@PathVariable UUID id, @Valid @RequestBody CheckInRequest request, Caller caller) {
        return switch (admitTicket.admit(id, request.code(), caller.requireUserId())) {
            case AdmitTicket.Result.Admitted(var ticket, var at) -> new CheckInResponse(ticket.value(), "ADMITTED", at);
            case AdmitTicket.Result.AlreadyAdmitted(var ticket, var at) ->
                throw new ProblemException(CheckInProblem.ALREADY_ADMITTED)
                        .with("ticketId", ticket.value())
                        .with("at", at);
            case AdmitTicket.Result.VoidTicket(var ticket) ->
                throw new ProblemException(TicketProblem.TICKET_VOID).with("ticketId", ticket.value());
            case AdmitTicket.Result.UnknownTicket() -> throw new ProblemException(CheckInProblem.UNKNOWN_TICKET);
            case AdmitTicket.Result.UnknownEvent() ->
                throw new ProblemException(CommonProblem.NOT_FOUND, "There is no such event");
        };
    }
}
