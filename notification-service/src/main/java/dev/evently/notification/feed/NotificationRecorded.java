package dev.evently.notification.feed;

import java.util.UUID;

/** A notification was added to a user's feed; published in the transaction that added it. */
public record NotificationRecorded(UUID notificationId, UUID userId, Notice notice) {}
