/** What the rest of the suite is told about waiting lists: the events on {@code evently.waitlist}. */
@NullMarked
package dev.evently.waitlist.announcements;

import org.jspecify.annotations.NullMarked;
