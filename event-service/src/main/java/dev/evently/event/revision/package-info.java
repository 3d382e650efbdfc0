/** Versions on the wire: the entity tag of what is read and the precondition on what is written. */
@NullMarked
package dev.evently.event.revision;

import org.jspecify.annotations.NullMarked;
