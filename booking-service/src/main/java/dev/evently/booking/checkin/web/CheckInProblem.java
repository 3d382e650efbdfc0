package dev.evently.booking.checkin.web;

import dev.evently.platform.web.ProblemType;
import org.springframework.http.HttpStatus;

/** Why a ticket opens no door. */
enum CheckInProblem implements ProblemType {
    ALREADY_ADMITTED("already-admitted", HttpStatus.CONFLICT, "Somebody was let in with this ticket before"),
    UNKNOWN_TICKET("unknown-ticket", HttpStatus.NOT_FOUND, "There is no such ticket for this event");

    private final String slug;
    private final HttpStatus status;
    private final String title;

    CheckInProblem(String slug, HttpStatus status, String title) {
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
