@NullMarked
package dev.evently.booking.booking;

import org.jspecify.annotations.NullMarked;
