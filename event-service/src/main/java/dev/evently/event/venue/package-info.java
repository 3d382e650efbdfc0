/** Venues: where events take place. */
@NullMarked
package dev.evently.event.venue;

import org.jspecify.annotations.NullMarked;
