/** Organizers and their teams: who may sell, who may only admit. */
@NullMarked
package dev.evently.event.organizer;

import org.jspecify.annotations.NullMarked;
