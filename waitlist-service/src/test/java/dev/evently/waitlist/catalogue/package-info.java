/** What this service expects to hear of events. */
@NullMarked
package dev.evently.waitlist.catalogue;

import org.jspecify.annotations.NullMarked;
