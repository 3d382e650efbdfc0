package dev.evently.waitlist.entries;

import dev.evently.platform.web.ProblemType;
import org.springframework.http.HttpStatus;

/** The errors of this service's own. */
enum WaitlistProblem implements ProblemType {
    ALREADY_WAITING("already-waiting", "The caller already waits for this product"),
    NOT_ON_SALE("not-on-sale", "The event is not on sale");

    private final String slug;
    private final String title;

    WaitlistProblem(String slug, String title) {
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
