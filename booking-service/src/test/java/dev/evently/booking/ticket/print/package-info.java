/** Tickets as pictures and pages, read back as a scanner would. */
@NullMarked
package dev.evently.booking.ticket.print;

import org.jspecify.annotations.NullMarked;
