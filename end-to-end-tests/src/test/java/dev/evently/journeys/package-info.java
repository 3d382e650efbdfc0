/** Journeys through the gateway of a suite that runs as its users run it: from the built jars, by its own command. */
@NullMarked
package dev.evently.journeys;

import org.jspecify.annotations.NullMarked;
