@NullMarked
package dev.evently.booking.combining;

import org.jspecify.annotations.NullMarked;
