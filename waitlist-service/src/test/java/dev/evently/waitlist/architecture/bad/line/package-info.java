/** A domain that leans on what is around it. */
@NullMarked
package dev.evently.waitlist.architecture.bad.line;

import org.jspecify.annotations.NullMarked;
