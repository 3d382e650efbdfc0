@NullMarked
package dev.evently.booking.seat;

import org.jspecify.annotations.NullMarked;
