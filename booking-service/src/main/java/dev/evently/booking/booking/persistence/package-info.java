/** Bookings in PostgreSQL. */
@NullMarked
package dev.evently.booking.booking.persistence;

import org.jspecify.annotations.NullMarked;
