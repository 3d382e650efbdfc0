/** The doors of an event, with more than one person at them. */
@NullMarked
package dev.evently.booking.checkin;

import org.jspecify.annotations.NullMarked;
