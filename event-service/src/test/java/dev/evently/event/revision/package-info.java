/** Tests of versions on the wire. */
@NullMarked
package dev.evently.event.revision;

import org.jspecify.annotations.NullMarked;
