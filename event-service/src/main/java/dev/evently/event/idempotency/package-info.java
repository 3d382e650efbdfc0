/** Repeated requests: the same key and body get the answer of the first. */
@NullMarked
package dev.evently.event.idempotency;

import org.jspecify.annotations.NullMarked;
