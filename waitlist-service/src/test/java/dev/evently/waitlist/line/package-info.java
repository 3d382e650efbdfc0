/** What holds of a line whatever surrounds it. */
@NullMarked
package dev.evently.waitlist.line;

import org.jspecify.annotations.NullMarked;
