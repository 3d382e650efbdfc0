package dev.evently.event.organizer;

import dev.evently.platform.web.ProblemType;
import org.springframework.http.HttpStatus;

/** The errors of changing a team. */
enum TeamProblem implements ProblemType {
    LAST_OWNER("last-owner", HttpStatus.CONFLICT, "An organizer keeps at least one owner"),
    TEAM_FULL("team-full", HttpStatus.CONFLICT, "The team has as many members as fit");

    private final String slug;
    private final HttpStatus status;
    private final String title;

    TeamProblem(String slug, HttpStatus status, String title) {
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
