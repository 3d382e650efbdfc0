/** Tickets: issued when a booking is confirmed, shown by a code that nobody can make up, worthless once cancelled. */
@NullMarked
package dev.evently.booking.ticket;

import org.jspecify.annotations.NullMarked;
