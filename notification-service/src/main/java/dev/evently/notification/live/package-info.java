/** Pushes notifications to whoever is connected, on whichever instance. */
@NullMarked
package dev.evently.notification.live;

import org.jspecify.annotations.NullMarked;
