/** What each user was told: one notification per effect, listed newest first. */
@NullMarked
package dev.evently.notification.feed;

import org.jspecify.annotations.NullMarked;
