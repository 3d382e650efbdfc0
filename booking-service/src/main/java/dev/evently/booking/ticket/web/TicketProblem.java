package dev.evently.booking.ticket.web;

import dev.evently.platform.web.ProblemType;
import org.springframework.http.HttpStatus;

/** What may be wrong with a ticket. */
public enum TicketProblem implements ProblemType {
    TICKET_VOID("ticket-void", HttpStatus.CONFLICT, "The ticket was cancelled");

    private final String slug;
    private final HttpStatus status;
    private final String title;

    TicketProblem(String slug, HttpStatus status, String title) {
        this.slug = slug;
        this.status = status;
        this.title = title;
    }

    @Override
    public String slug() {
        return slug;
    }

    @Override
    public HttpStatus status() {
        return status;
    }

    @Override
    public String title() {
        return title;
    }
}
