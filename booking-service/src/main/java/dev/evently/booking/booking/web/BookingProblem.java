package dev.evently.booking.booking.web;

import dev.evently.platform.web.ProblemType;
import org.springframework.http.HttpStatus;

/** The refusals that are peculiar to bookings. */
enum BookingProblem implements ProblemType {
    SOLD_OUT("sold-out", "There are not enough places left"),
    NOT_ON_SALE("not-on-sale", "The event is not on sale"),
    NOT_CANCELLABLE("not-cancellable", "The booking cannot be cancelled");

    private final String slug;
    private final String title;

    BookingProblem(String slug, String title) {
        this.slug = slug;
        this.title = title;
    }

    @Override
    public String slug() {
        return slug;
    }

    @Override
    public HttpStatus status() {
        return HttpStatus.CONFLICT;
    }

    @Override
    public String title() {
        return title;
    }
}
