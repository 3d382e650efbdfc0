package dev.evently.event.constraint;

/**
 * A rule that a request would break.
 *
 * @param field the path of the field to blame, such as {@code products[0].price}
 * @param message what the field must be
 */
public record Violation(String field, String message) {}
