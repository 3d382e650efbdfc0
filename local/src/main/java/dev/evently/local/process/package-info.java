/** Starts processes that outlive the launcher, finds them again by their records, and stops exactly these. */
@NullMarked
package dev.evently.local.process;

import org.jspecify.annotations.NullMarked;
