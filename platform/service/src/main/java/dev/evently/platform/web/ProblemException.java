package dev.evently.platform.web;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** An expected refusal on its way to the client: a {@link ProblemType} with the particulars of this case. */
public class ProblemException extends ErrorResponseException {

    private static final long serialVersionUID = 1L;

    private final transient List<FieldError> fieldErrors = new ArrayList<>();

    public ProblemException(ProblemType type) {
        this(type, null);
    }

    public ProblemException(ProblemType type, @Nullable String detail) {
        super(type.status(), problem(type, detail), null);
    }

    private static ProblemDetail problem(ProblemType type, @Nullable String detail) {
        ProblemDetail problem = ProblemDetail.forStatus(type.status());
        problem.setType(type.type());
        problem.setTitle(type.title());
        problem.setDetail(detail);
        return problem;
    }

    /** Adds a member of the problem's own, such as what is left of a product. */
    public ProblemException with(String property, Object value) {
        getBody().setProperty(property, value);
        return this;
    }

    /** Names one field of the request that is to blame. */
    public ProblemException field(String field, String message) {
        fieldErrors.add(new FieldError(field, message));
        getBody().setProperty("errors", List.copyOf(fieldErrors));
        return this;
    }

    public ProblemException header(String name, String value) {
        getHeaders().set(name, value);
        return this;
    }

    /** Tells the client when to try again, in whole seconds and at least one. */
    public ProblemException retryAfter(Duration delay) {
        return header(HttpHeaders.RETRY_AFTER, Long.toString(Math.max(1, delay.toSeconds())));
    }
}
