/** Breaks the rules, so that they are known to notice. */
@NullMarked
package dev.evently.badwaitlist;

import org.jspecify.annotations.NullMarked;
