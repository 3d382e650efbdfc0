/** The seats in their tables, with what is known of them in memory. */
@NullMarked
package dev.evently.booking.seat.persistence;

import org.jspecify.annotations.NullMarked;
