package dev.evently.sandbox.web;

import java.net.URI;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** The errors of the sandbox's API, as problem details (RFC 9457). */
public enum SandboxProblem {
    UNAUTHENTICATED("unauthenticated", HttpStatus.UNAUTHORIZED, "A valid API key is required"),
    NOT_FOUND("not-found", HttpStatus.NOT_FOUND, "There is no such thing"),
    TOO_LATE_TO_CANCEL("too-late-to-cancel", HttpStatus.CONFLICT, "The intent can no longer be cancelled"),
    REFUND_TOO_MUCH("refund-too-much", HttpStatus.CONFLICT, "The refund exceeds what was paid and not yet refunded"),
    VALIDATION("validation", HttpStatus.UNPROCESSABLE_CONTENT, "The request is not valid"),
    UNKNOWN_TOKEN("unknown-token", HttpStatus.UNPROCESSABLE_CONTENT, "The card token is not known"),
    IDEMPOTENCY_KEY_REUSED(
            "idempotency-key-reused", HttpStatus.UNPROCESSABLE_CONTENT, "The key was used for another request");

    private final String slug;
    private final HttpStatus status;
    private final String title;

    SandboxProblem(String slug, HttpStatus status, String title) {
        this.slug = slug;
        this.status = status;
        this.title = title;
    }

    public ErrorResponseException because(String detail) {
        return new ErrorResponseException(status, detail(detail), null);
    }

    ProblemDetail detail(String detail) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setType(URI.create("urn:payment-sandbox:" + slug));
        problem.setTitle(title);
        return problem;
    }
}
