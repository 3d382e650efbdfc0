/** Check-in over HTTP. */
@NullMarked
package dev.evently.booking.checkin.web;

import org.jspecify.annotations.NullMarked;
