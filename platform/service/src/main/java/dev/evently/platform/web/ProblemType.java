package dev.evently.platform.web;

import java.net.URI;
import org.springframework.http.HttpStatus;

/**
 * One kind of error that the public API may answer, as RFC 9457 describes it.
 *
 * <p>The slug is part of the wire contract: once released it never changes. Every slug has a page under
 * {@code docs/problems}.
 */
public interface ProblemType {

    String slug();

    HttpStatus status();

    String title();

    default URI type() {
        return URI.create("/problems/" + slug());
    }
}
