package dev.evently.booking.ticket.web;

import dev.evently.booking.booking.BookingId;
import dev.evently.booking.booking.Requester;
import dev.evently.booking.ticket.Ticket;
import dev.evently.booking.ticket.TicketCodes;
import dev.evently.booking.ticket.TicketId;
import dev.evently.booking.ticket.ViewTickets;
import dev.evently.booking.ticket.print.QrCodes;
import dev.evently.booking.ticket.print.TicketPdf;
import dev.evently.booking.ticket.print.TicketSheet;
import dev.evently.platform.docs.ApiOperation;
import dev.evently.platform.security.Caller;
import dev.evently.platform.web.CommonProblem;
import dev.evently.platform.web.ProblemException;
import java.util.List;
import java.util.UUID;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Tickets as codes, pictures and pages. */
@RestController
class TicketController {

    private final ViewTickets viewTickets;
    private final TicketCodes codes;

    TicketController(ViewTickets viewTickets, TicketCodes codes) {
        this.viewTickets = viewTickets;
        this.codes = codes;
    }

    record TicketList(List<TicketItem> items) {}

    record TicketItem(UUID id, UUID bookingItemId, String code, Status status) {

        /** The states of a ticket. */
        enum Status {
            VALID,
            ADMITTED,
            VOID
        }
    }

    @GetMapping("/api/v1/bookings/{id}/tickets")
    @ApiOperation(id = "listTickets", summary = "Lists the tickets of a booking")
    TicketList list(@PathVariable UUID id, Caller caller) {
        return new TicketList(BookingId.from(id)
                .flatMap(booking -> viewTickets.of(booking, requester(caller)))
                .orElseThrow(() -> notFound("booking"))
                .stream()
                .map(this::item)
                .toList());
    }

    @GetMapping(path = "/api/v1/tickets/{id}/qr", produces = MediaType.IMAGE_PNG_VALUE)
    @ApiOperation(
            id = "readTicketPicture",
            summary = "Shows the code of a ticket as a picture",
            problems = "ticket-void")
    byte[] qr(@PathVariable UUID id, Caller caller) {
        return QrCodes.png(codes.codeOf(open(id, caller).ticket().id()));
    }

    @GetMapping(path = "/api/v1/tickets/{id}/pdf", produces = MediaType.APPLICATION_PDF_VALUE)
    @ApiOperation(id = "readTicketPage", summary = "Shows a ticket as a page to print", problems = "ticket-void")
    ResponseEntity<byte[]> pdf(@PathVariable UUID id, Caller caller) {
        ViewTickets.TicketInFull full = open(id, caller);
        byte[] page =
                TicketPdf.of(TicketSheet.of(full, codes.codeOf(full.ticket().id())));
        return ResponseEntity.ok()
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.inline()
                                .filename("ticket-" + id + ".pdf")
                                .build()
                                .toString())
                .body(page);
    }

    /** A ticket that may still be shown at a door. */
    private ViewTickets.TicketInFull open(UUID id, Caller caller) {
        ViewTickets.TicketInFull full = TicketId.from(id)
                .flatMap(ticket -> viewTickets.find(ticket, requester(caller)))
                .orElseThrow(() -> notFound("ticket"));
        if (full.ticket() instanceof Ticket.Voided) {
            throw new ProblemException(TicketProblem.TICKET_VOID);
        }
        return full;
    }

    private TicketItem item(Ticket ticket) {
        TicketItem.Status status =
                switch (ticket) {
                    case Ticket.Valid _ -> TicketItem.Status.VALID;
                    case Ticket.Admitted _ -> TicketItem.Status.ADMITTED;
                    case Ticket.Voided _ -> TicketItem.Status.VOID;
                };
        return new TicketItem(ticket.id().value(), ticket.terms().item().value(), codes.codeOf(ticket.id()), status);
    }

    private static Requester requester(Caller caller) {
        return new Requester(caller.requireUserId(), caller.isAdmin());
    }

    private static ProblemException notFound(String what) {
        return new ProblemException(CommonProblem.NOT_FOUND, "There is no such " + what);
    }
}
