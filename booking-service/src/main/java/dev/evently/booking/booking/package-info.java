/**
 * A booking from its hold to its end: held, confirmed by a payment, cancelled or expired, and the use cases that move it.
 * Plain Java; what it needs from outside are the interfaces declared here.
 */
@NullMarked
package dev.evently.booking.booking;

import org.jspecify.annotations.NullMarked;
