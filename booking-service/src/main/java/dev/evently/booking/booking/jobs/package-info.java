/** Work on bookings that nobody asks for: holds that lapse, events that are cancelled. */
@NullMarked
package dev.evently.booking.booking.jobs;

import org.jspecify.annotations.NullMarked;
