package dev.evently.notification.mail;

import dev.evently.notification.event.KnownEvent;
import dev.evently.notification.feed.Notice;
import dev.evently.notification.recipient.Recipient;
import java.util.UUID;

/**
 * What is to be written to whom.
 *
 * @param notificationId the notification it is the mail of
 * @param attempt how many times sending it was begun, this time included
 */
record Letter(UUID notificationId, int attempt, Notice notice, Recipient recipient, KnownEvent event) {}
