package dev.evently.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.core.MethodParameter;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.UncategorizedDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.validation.BindException;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.MissingRequestHeaderException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.ServletRequestBindingException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.exc.InvalidNullException;
import tools.jackson.databind.exc.MismatchedInputException;

/** Turns every exception of a request into a problem of the catalogue that names the field to blame. */
@RestControllerAdvice
class ProblemAdvice extends ResponseEntityExceptionHandler {

    private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);
    private static final Duration UNAVAILABLE_RETRY = Duration.ofSeconds(2);

    @Override
    protected @Nullable ResponseEntity<Object> handleMethodArgumentNotValid(
            MethodArgumentNotValidException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return respond(validation(e.getBindingResult()), request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHandlerMethodValidationException(
            HandlerMethodValidationException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        ProblemException problem = new ProblemException(CommonProblem.VALIDATION);
        e.getParameterValidationResults()
                .forEach(result -> result.getResolvableErrors()
                        .forEach(error -> problem.field(
                                nameOf(result.getMethodParameter()), orInvalid(error.getDefaultMessage()))));
        return respond(problem, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return respond(unreadable(e), request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleTypeMismatch(
            TypeMismatchException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        String name = e instanceof MethodArgumentTypeMismatchException argument
                ? argument.getName()
                : String.valueOf(e.getPropertyName());
        return respond(malformed().field(name, expected(e.getRequiredType())), request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleMissingServletRequestParameter(
            MissingServletRequestParameterException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return respond(malformed().field(e.getParameterName(), "is required"), request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleServletRequestBindingException(
            ServletRequestBindingException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        if (!(e instanceof MissingRequestHeaderException missing)) {
            return respond(malformed(), request);
        }
        return respond(
                missing.getHeaderName().equalsIgnoreCase("Idempotency-Key")
                        ? new ProblemException(
                                        CommonProblem.IDEMPOTENCY_KEY_MISSING,
                                        "Send a new UUID with each new request and the same one with a retry")
                                .field("Idempotency-Key", "is required")
                        : malformed().field(missing.getHeaderName(), "is required"),
                request);
    }

    @Override
    protected ResponseEntity<Object> handleHttpMediaTypeNotAcceptable(
            HttpMediaTypeNotAcceptableException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return respond(new ProblemException(CommonProblem.NOT_ACCEPTABLE), request);
    }

    @Override
    protected ResponseEntity<Object> handleExceptionInternal(
            Exception e, @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        if (e instanceof ProblemException problem) {
            return respond(problem, request);
        }
        ProblemException problem = new ProblemException(CommonProblem.of(status));
        problem.getHeaders().addAll(headers);
        return respond(problem, request);
    }

    @ExceptionHandler
    ResponseEntity<Object> bindingFailed(BindException e, WebRequest request) {
        return respond(validation(e.getBindingResult()), request);
    }

    @ExceptionHandler
    ResponseEntity<Object> constraintViolated(ConstraintViolationException e, WebRequest request) {
        ProblemException problem = new ProblemException(CommonProblem.VALIDATION);
        for (ConstraintViolation<?> violation : e.getConstraintViolations()) {
            problem.field(violation.getPropertyPath().toString(), violation.getMessage());
        }
        return respond(problem, request);
    }

    /** The container finds out that a URL is no percent-encoded UTF-8 only when its parameters are read. */
    @ExceptionHandler
    ResponseEntity<Object> undecodableUrl(InvalidParameterException e, WebRequest request) {
        return respond(malformed().field("url", "must hold percent-encoded UTF-8 only"), request);
    }

    @ExceptionHandler
    ResponseEntity<Object> bodyTooLarge(BodyTooLargeException e, WebRequest request) {
        return respond(e.problem(), request);
    }

    @ExceptionHandler({DataAccessResourceFailureException.class, CannotCreateTransactionException.class})
    ResponseEntity<Object> databaseAway(Exception e, WebRequest request) {
        log.warn("The database cannot be reached: {}", e.toString());
        return respond(new ProblemException(CommonProblem.UNAVAILABLE).retryAfter(UNAVAILABLE_RETRY), request);
    }

    /**
     * What a server has said has a SQLSTATE. Without one, it is the pool's word that the connection was lost: so ends the
     * rollback of a transaction whose server died, in place of the failure that led to it.
     */
    @ExceptionHandler
    ResponseEntity<Object> unsaid(UncategorizedDataAccessException e, WebRequest request) {
        return e.getMostSpecificCause() instanceof SQLException cause && cause.getSQLState() == null
                ? databaseAway(e, request)
                : unexpected(e, request);
    }

    @ExceptionHandler
    ResponseEntity<Object> unexpected(Exception e, WebRequest request) {
        log.error("Unexpected failure of {}", request.getDescription(false), e);
        return respond(new ProblemException(CommonProblem.INTERNAL), request);
    }

    private static ProblemException unreadable(HttpMessageNotReadableException e) {
        if (NestedExceptionUtils.getRootCause(e) instanceof BodyTooLargeException tooLarge) {
            return tooLarge.problem();
        }
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof StreamReadException && !(cause instanceof InputCoercionException)) {
                return malformed().field("body", "must be well-formed JSON");
            }
            if (cause instanceof JacksonException mapping) {
                return new ProblemException(CommonProblem.VALIDATION).field(pathOf(mapping), messageOf(mapping));
            }
        }
        return malformed().field("body", "is required and must be JSON");
    }

    private static ProblemException malformed() {
        return new ProblemException(CommonProblem.MALFORMED_REQUEST);
    }

    private static ProblemException validation(org.springframework.validation.BindingResult result) {
        ProblemException problem = new ProblemException(CommonProblem.VALIDATION);
        result.getFieldErrors().forEach(error -> problem.field(error.getField(), orInvalid(error.getDefaultMessage())));
        result.getGlobalErrors().forEach(error -> problem.field("body", orInvalid(error.getDefaultMessage())));
        return problem;
    }

    private static String pathOf(JacksonException mapping) {
        StringBuilder path = new StringBuilder();
        for (JacksonException.Reference step : mapping.getPath()) {
            if (step.getPropertyName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getPropertyName());
            }
        }
        return path.isEmpty() ? "body" : path.toString();
    }

    private static String messageOf(JacksonException mapping) {
        return switch (mapping) {
            case InvalidNullException _ -> "must not be null";
            case MismatchedInputException mismatch -> expected(mismatch.getTargetType());
            case InputCoercionException coercion -> expected(coercion.getTargetType());
            default -> "is not valid";
        };
    }

    private static String expected(@Nullable Class<?> type) {
        if (type == null) {
            return "has the wrong type";
        }
        if (type.isEnum()) {
            List<String> names = new ArrayList<>();
            for (Object constant : type.getEnumConstants()) {
                names.add(constant.toString());
            }
            return "must be one of " + String.join(", ", names);
        }
        return "must be " + wordFor(type);
    }

    private static String wordFor(Class<?> type) {
        return switch (type.getSimpleName()) {
            case "int", "Integer", "long", "Long", "short", "Short" -> "a whole number within range";
            case "double", "Double", "BigDecimal", "float", "Float" -> "a number";
            case "boolean", "Boolean" -> "true or false";
            case "String" -> "a text";
            case "UUID" -> "a UUID";
            case "Instant", "OffsetDateTime" -> "an ISO 8601 time in UTC such as 2030-01-31T18:00:00Z";
            case "LocalDate" -> "an ISO 8601 date";
            case "List", "Set", "Collection" -> "a list";
            default -> "a valid " + type.getSimpleName().toLowerCase(Locale.ROOT);
        };
    }

    private static String orInvalid(@Nullable String message) {
        return message == null ? "is not valid" : message;
    }

    private static String nameOf(MethodParameter parameter) {
        String name = parameter.getParameterName();
        return name == null ? "parameter" : name;
    }

    private static ResponseEntity<Object> respond(ProblemException e, WebRequest request) {
        ProblemDetail body = e.getBody();
        if (request instanceof ServletWebRequest servlet) {
            describe(body, servlet.getRequest());
        }
        return ResponseEntity.status(e.getStatusCode())
                .headers(e.getHeaders())
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(body);
    }

    static void describe(ProblemDetail body, HttpServletRequest request) {
        body.setInstance(URI.create(request.getRequestURI()));
        String traceId = TraceId.of(request);
        if (traceId != null) {
            body.setProperty("traceId", traceId);
        }
    }
}
