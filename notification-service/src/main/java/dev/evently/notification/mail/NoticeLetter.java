package dev.evently.notification.mail;

import dev.evently.notification.event.KnownEvent;
import dev.evently.notification.feed.Notice;
import dev.evently.notification.recipient.Recipient;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Tells by mail what the feed tells.
 *
 * @param notificationId the notification it is the mail of
 */
record NoticeLetter(
        UUID notificationId,
        int attempt,
        Notice notice,
        Recipient recipient,
        KnownEvent event,
        @Nullable String traceparent)
        implements Letter {

    @Override
    public String id() {
        return notificationId.toString();
    }

    @Override
    public String email() {
        return recipient.email();
    }

    @Override
    public String displayName() {
        return recipient.displayName();
    }
}
