/** Tickets to show: QR codes and PDF pages. */
@NullMarked
package dev.evently.booking.ticket.print;

import org.jspecify.annotations.NullMarked;
