package dev.evently.booking.inventory.web;

import dev.evently.platform.web.ProblemType;
import org.springframework.http.HttpStatus;

/** The refusals that are peculiar to the inventory. */
enum InventoryProblem implements ProblemType {
    TOO_FEW_FREE("too-few-free", "Fewer places are free than are to be blocked"),
    EVENT_CANCELLED("event-cancelled", "The event has been cancelled");

    private final String slug;
    private final String title;

    InventoryProblem(String slug, String title) {
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
