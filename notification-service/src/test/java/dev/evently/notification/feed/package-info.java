/** Tests of the feed. */
@NullMarked
package dev.evently.notification.feed;

import org.jspecify.annotations.NullMarked;
