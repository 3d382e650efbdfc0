/** Kills servers at random moments and brings them back, and breaks a suite on purpose to see the checks fail. */
@NullMarked
package dev.evently.loadtest.chaos.havoc;

import org.jspecify.annotations.NullMarked;
