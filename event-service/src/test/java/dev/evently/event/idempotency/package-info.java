/** Tests of repeated requests from inside. */
@NullMarked
package dev.evently.event.idempotency;

import org.jspecify.annotations.NullMarked;
