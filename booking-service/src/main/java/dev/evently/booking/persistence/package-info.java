/** What the statements of all parts share. */
@NullMarked
package dev.evently.booking.persistence;

import org.jspecify.annotations.NullMarked;
