/** Holds the published schemas, their examples and the AsyncAPI index together. */
@NullMarked
package dev.evently.contracts;

import org.jspecify.annotations.NullMarked;
