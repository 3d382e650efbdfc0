package dev.evently.bad.event.one;

import dev.evently.bad.event.two.PublicRow;
import org.springframework.http.HttpStatus;

/** A state that knows the web, and half of a cycle. */
public record Event(PublicRow row, HttpStatus status) {}
