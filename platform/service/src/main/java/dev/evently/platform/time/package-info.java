/** The one clock of a service. */
@NullMarked
package dev.evently.platform.time;

import org.jspecify.annotations.NullMarked;
