/** Breaks the rules, so that they are known to notice. */
@NullMarked
package dev.evently.waitlist.architecture.bad;

import org.jspecify.annotations.NullMarked;
