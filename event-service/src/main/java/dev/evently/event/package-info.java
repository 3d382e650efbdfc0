/** The service of organizers, venues, events and their search. */
@NullMarked
package dev.evently.event;

import org.jspecify.annotations.NullMarked;
