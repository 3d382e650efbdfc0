package dev.evently.event;

import dev.evently.platform.web.CommonProblem;
import dev.evently.platform.web.ProblemException;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Refuses URLs whose parameters are no percent-encoded UTF-8, which the container finds out when they are read. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class UndecodableParameters {

    @ExceptionHandler
    ResponseEntity<ProblemDetail> refuse(InvalidParameterException e) {
        ProblemException problem = new ProblemException(CommonProblem.MALFORMED_REQUEST)
                .field("url", "must hold percent-encoded UTF-8 only");
        return ResponseEntity.status(problem.getStatusCode())
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem.getBody());
    }
}
