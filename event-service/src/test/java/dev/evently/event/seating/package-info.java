/** Tests of seating plans from inside. */
@NullMarked
package dev.evently.event.seating;

import org.jspecify.annotations.NullMarked;
