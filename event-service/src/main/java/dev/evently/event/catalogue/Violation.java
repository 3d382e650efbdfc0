package dev.evently.event.catalogue;

/**
 * A rule that an event would break.
 *
 * @param field the path of the field to blame, such as {@code products[0].price}
 * @param message what the field must be
 */
record Violation(String field, String message) {}
