/** The doors of an event: a ticket lets its holder in once, however many doors it is shown at. */
@NullMarked
package dev.evently.booking.checkin;

import org.jspecify.annotations.NullMarked;
