/** What a mail says about an event: a read model of the catalogue. */
@NullMarked
package dev.evently.notification.event;

import org.jspecify.annotations.NullMarked;
