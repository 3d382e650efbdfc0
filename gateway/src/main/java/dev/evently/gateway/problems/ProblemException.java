package dev.evently.gateway.problems;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/** Refuses the request with a problem of the catalogue. It is an answer, not a fault, and so carries no stack trace. */
public final class ProblemException extends RuntimeException {

    private final GatewayProblem type;
    private final transient HttpHeaders headers = new HttpHeaders();
    private final transient Map<String, String> fields = new LinkedHashMap<>();

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

    /** Names one field of the request that is to blame, by its path, and says what it must be. */
    public ProblemException field(String path, String message) {
        fields.put(path, message);
        return this;
    }

    /** Tells the client when another try makes sense. */
    public ProblemException retryAfter(Duration wait) {
        return header(HttpHeaders.RETRY_AFTER, String.valueOf(wholeSeconds(wait)));
    }

    /** Rounded up, and at least one. */
    public static long wholeSeconds(Duration wait) {
        return Math.max(1, wait.plusMillis(999).toSeconds());
    }

    /** Which fields are to blame, and what each must be. */
    public Map<String, String> fields() {
        return fields;
    }

    public GatewayProblem type() {
        return type;
    }

    HttpHeaders headers() {
        return headers;
    }
}
