/**
 * The numbered seats of events: where they stand, who has them, and which of them are the best available. Plain Java; the
 * tables are behind {@link dev.evently.booking.seat.Seats}.
 */
@NullMarked
package dev.evently.booking.seat;

import org.jspecify.annotations.NullMarked;
