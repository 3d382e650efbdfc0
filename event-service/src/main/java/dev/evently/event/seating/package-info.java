/** Seating plans: the seats of a hall as an organizer draws them, version by version. */
@NullMarked
package dev.evently.event.seating;

import org.jspecify.annotations.NullMarked;
