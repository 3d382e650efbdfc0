@NullMarked
package dev.evently.booking.architecture.bad.booking;

import org.jspecify.annotations.NullMarked;
