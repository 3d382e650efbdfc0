/** Reads of the catalogue go to streaming replicas that are close behind; a writer reads what he wrote. */
@NullMarked
package dev.evently.event.replica;

import org.jspecify.annotations.NullMarked;
