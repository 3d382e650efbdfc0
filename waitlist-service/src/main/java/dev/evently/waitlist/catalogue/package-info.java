/** What may be waited for: the published events and their products, as event-service tells them. */
@NullMarked
package dev.evently.waitlist.catalogue;

import org.jspecify.annotations.NullMarked;
