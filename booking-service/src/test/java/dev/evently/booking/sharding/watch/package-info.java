/** Watches every statement that the tests let the service send. */
@NullMarked
package dev.evently.booking.sharding.watch;

import org.jspecify.annotations.NullMarked;
