/** The running suite as seen from outside: its processes, their processor time and their metrics. */
@NullMarked
package dev.evently.loadtest.suite;

import org.jspecify.annotations.NullMarked;
