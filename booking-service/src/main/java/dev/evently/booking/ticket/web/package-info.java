/** Tickets over HTTP, and their settings. */
@NullMarked
package dev.evently.booking.ticket.web;

import org.jspecify.annotations.NullMarked;
