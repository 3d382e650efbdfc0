/** Finding events: one row for each, written with the event and read by every list. */
@NullMarked
package dev.evently.event.search;

import org.jspecify.annotations.NullMarked;
