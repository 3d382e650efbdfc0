/** Reads of the catalogue, through the suite's gateway and through a bare one. */
@NullMarked
package dev.evently.loadtest.read;

import org.jspecify.annotations.NullMarked;
