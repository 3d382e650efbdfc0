package dev.evently.booking.checkin.web;

import dev.evently.booking.checkin.AdmitTicket;
import dev.evently.booking.ticket.web.TicketProblem;
import dev.evently.platform.docs.ApiOperation;
import dev.evently.platform.security.Caller;
import dev.evently.platform.web.CommonProblem;
import dev.evently.platform.web.IdempotencyKeyHeader;
import dev.evently.platform.web.ProblemException;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Scanning tickets at the doors of an event. */
@RestController
class CheckInController {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final AdmitTicket admitTicket;

    CheckInController(AdmitTicket admitTicket) {
        this.admitTicket = admitTicket;
    }

    record CheckInRequest(@NotBlank @Size(max = 200) String code) {}

    record CheckInResponse(UUID ticketId, Status status, Instant at) {

        /** What has become of a ticket at a door. */
        enum Status {
            ADMITTED
        }
    }

    @PostMapping("/api/v1/events/{id}/check-ins")
    @ResponseStatus(HttpStatus.CREATED)
    @ApiOperation(
            id = "admitTicket",
            summary = "Lets somebody in with a ticket, for the team of the event",
            problems = {"unknown-ticket", "already-admitted", "ticket-void"})
    CheckInResponse admit(
            @PathVariable UUID id,
            @Valid @RequestBody CheckInRequest request,
            @RequestHeader(name = IdempotencyKeyHeader.NAME, required = false) @Nullable String key,
            Caller caller) {
        String checked = key == null ? null : IdempotencyKeyHeader.checked(key);
        return switch (admitTicket.admit(id, request.code(), caller.requireUserId(), checked)) {
            case AdmitTicket.Result.Admitted(var ticket, var at) ->
                new CheckInResponse(ticket.value(), CheckInResponse.Status.ADMITTED, at);
            case AdmitTicket.Result.AlreadyAdmitted(var ticket, var at) ->
                throw new ProblemException(CheckInProblem.ALREADY_ADMITTED)
                        .with("ticketId", ticket.value())
                        .with("at", at);
            case AdmitTicket.Result.VoidTicket(var ticket) ->
                throw new ProblemException(TicketProblem.TICKET_VOID).with("ticketId", ticket.value());
            case AdmitTicket.Result.UnknownTicket() -> throw new ProblemException(CheckInProblem.UNKNOWN_TICKET);
            case AdmitTicket.Result.UnknownEvent() ->
                throw new ProblemException(CommonProblem.NOT_FOUND, "There is no such event");
            case AdmitTicket.Result.InFlight() ->
                throw new ProblemException(CommonProblem.IDEMPOTENCY_IN_FLIGHT).retryAfter(RETRY_AFTER);
            case AdmitTicket.Result.KeyReused() -> throw new ProblemException(CommonProblem.IDEMPOTENCY_KEY_REUSED);
        };
    }
}
