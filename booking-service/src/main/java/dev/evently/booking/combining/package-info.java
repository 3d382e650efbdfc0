/** Lets requests that would wait for one another be served together. */
@NullMarked
package dev.evently.booking.combining;

import org.jspecify.annotations.NullMarked;
