/** Tests of how far a replica is known to be, and of who has written. */
@NullMarked
package dev.evently.event.replica;

import org.jspecify.annotations.NullMarked;
