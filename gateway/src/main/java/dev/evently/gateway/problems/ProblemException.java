package dev.evently.gateway.problems;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/** Refuses the request with a problem of the catalogue. It is an answer, not a fault, and so carries no stack trace. */
public final class ProblemException extends RuntimeException {

    private final GatewayProblem type;
    private final transient HttpHeaders headers = new HttpHeaders();

    public ProblemException(GatewayProblem type) {
        this(type, null);
    }

    public ProblemException(GatewayProblem type, @Nullable String detail) {
        super(detail, null, false, false);
        this.type = type;
    }

    public ProblemException header(String name, String value) {
        headers.set(name, value);
        return this;
    }

    /** Tells the client when another try makes sense; rounded up to whole seconds. */
    public ProblemException retryAfter(Duration wait) {
        return header(
                HttpHeaders.RETRY_AFTER,
                String.valueOf(Math.max(1, wait.plusMillis(999).toSeconds())));
    }

    public GatewayProblem type() {
        return type;
    }

    HttpHeaders headers() {
        return headers;
    }
}
