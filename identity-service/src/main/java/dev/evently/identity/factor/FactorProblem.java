package dev.evently.identity.factor;

import dev.evently.platform.web.ProblemType;
import org.springframework.http.HttpStatus;

/** The errors that only second factors answer. */
enum FactorProblem implements ProblemType {
    MFA_ENABLED("mfa-enabled", HttpStatus.CONFLICT, "The account has a second factor already");

    private final String slug;
    private final HttpStatus status;
    private final String title;

    FactorProblem(String slug, HttpStatus status, String title) {
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
