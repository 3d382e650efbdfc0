/** What this service promises to tell. */
@NullMarked
package dev.evently.waitlist.announcements;

import org.jspecify.annotations.NullMarked;
