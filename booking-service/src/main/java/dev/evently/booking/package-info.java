/** The booking service: sells an event's places without ever selling one twice. */
@NullMarked
package dev.evently.booking;

import org.jspecify.annotations.NullMarked;
