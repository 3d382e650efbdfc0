package dev.evently.identity.session;

import dev.evently.platform.web.ProblemType;
import org.springframework.http.HttpStatus;

/** The errors that only sessions answer. */
enum SessionProblem implements ProblemType {
    BAD_CREDENTIALS("bad-credentials", HttpStatus.UNAUTHORIZED, "E-mail address and password do not belong together"),
    MFA_REQUIRED("mfa-required", HttpStatus.UNAUTHORIZED, "A code of the second factor is needed"),
    INVALID_CODE("invalid-code", HttpStatus.UNAUTHORIZED, "The code is not one that can be accepted"),
    INVALID_CHALLENGE("invalid-challenge", HttpStatus.UNAUTHORIZED, "The challenge is over"),
    INVALID_REFRESH_TOKEN("invalid-refresh-token", HttpStatus.UNAUTHORIZED, "The refresh token renews no session");

    private final String slug;
    private final HttpStatus status;
    private final String title;

    SessionProblem(String slug, HttpStatus status, String title) {
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
