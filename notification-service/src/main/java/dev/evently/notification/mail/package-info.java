/** Brings notifications to the mail server, at least once each. */
@NullMarked
package dev.evently.notification.mail;

import org.jspecify.annotations.NullMarked;
