package dev.evently.event.catalogue;

import dev.evently.platform.web.ProblemType;
import org.springframework.http.HttpStatus;

/** The errors of writing an event in the wrong state. */
enum CatalogueProblem implements ProblemType {
    EVENT_CANCELLED("event-cancelled", HttpStatus.CONFLICT, "The event has been cancelled"),
    EVENT_NOT_DRAFT("event-not-draft", HttpStatus.CONFLICT, "The event is not a draft any more"),
    EVENT_NOT_PUBLISHED("event-not-published", HttpStatus.CONFLICT, "The event has not been published");

    private final String slug;
    private final HttpStatus status;
    private final String title;

    CatalogueProblem(String slug, HttpStatus status, String title) {
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
