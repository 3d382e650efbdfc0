/** Runs the servers of the tests as containers, where a container engine is asked for. */
@NullMarked
package dev.evently.containers;

import org.jspecify.annotations.NullMarked;
