/** A domain that leans on what is around it. */
@NullMarked
package dev.evently.badwaitlist.line;

import org.jspecify.annotations.NullMarked;
