package dev.evently.platform.web;

import java.io.IOException;

/** The body of a request is longer than the limit; thrown while it is read. */
class BodyTooLargeException extends IOException {

    private static final long serialVersionUID = 1L;

    private final long limit;

    BodyTooLargeException(long limit) {
        super("body exceeds " + limit + " bytes");
        this.limit = limit;
    }

    ProblemException problem() {
        return new ProblemException(CommonProblem.PAYLOAD_TOO_LARGE)
                .field("body", "must be at most " + limit + " bytes");
    }
}
