/** Holds events that tests see or send against their published schema and example. */
@NullMarked
package dev.evently.testing.contracts;

import org.jspecify.annotations.NullMarked;
