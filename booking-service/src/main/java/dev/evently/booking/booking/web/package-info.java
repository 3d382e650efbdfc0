/** Bookings and offers over HTTP. */
@NullMarked
package dev.evently.booking.booking.web;

import org.jspecify.annotations.NullMarked;
