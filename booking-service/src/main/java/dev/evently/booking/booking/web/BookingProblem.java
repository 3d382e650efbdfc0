package dev.evently.booking.booking.web;

import dev.evently.platform.web.ProblemType;
import org.springframework.http.HttpStatus;

/** The refusals that are peculiar to bookings. */
public enum BookingProblem implements ProblemType {
    SOLD_OUT("sold-out", HttpStatus.CONFLICT, "There are not enough places left"),
    BUYER_LIMIT("buyer-limit", HttpStatus.CONFLICT, "The buyer has as many places of the event as one may have"),
    NOT_ON_SALE("not-on-sale", HttpStatus.CONFLICT, "The event is not on sale"),
    NOT_CANCELLABLE("not-cancellable", HttpStatus.CONFLICT, "The booking cannot be cancelled"),
    NOT_EXTENDABLE("not-extendable", HttpStatus.CONFLICT, "The hold gets no more time"),
    HOLD_EXPIRED("hold-expired", HttpStatus.GONE, "The hold has expired");

    private final String slug;
    private final HttpStatus status;
    private final String title;

    BookingProblem(String slug, HttpStatus status, String title) {
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
