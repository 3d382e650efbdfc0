/** The suite on one machine: what belongs to it, how it is started in order, seen to be healthy, and stopped. */
@NullMarked
package dev.evently.local.suite;

import org.jspecify.annotations.NullMarked;
