/** Tickets: their codes, pictures and pages. */
@NullMarked
package dev.evently.booking.ticket;

import org.jspecify.annotations.NullMarked;
