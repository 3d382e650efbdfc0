package dev.evently.platform.web;

/**
 * What is wrong with one field of a request.
 *
 * @param field the path of the field in the request, such as {@code items[0].quantity}
 * @param message what the field must be, in words for a developer
 */
public record FieldError(String field, String message) {}
