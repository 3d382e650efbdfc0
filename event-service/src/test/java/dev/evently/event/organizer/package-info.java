/** Tests of organizers from inside. */
@NullMarked
package dev.evently.event.organizer;

import org.jspecify.annotations.NullMarked;
