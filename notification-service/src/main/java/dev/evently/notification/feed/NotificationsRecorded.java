package dev.evently.notification.feed;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Notifications were added to feeds; published once in the transaction that added them.
 *
 * @param added at least one, in the order in which they were added
 */
public record NotificationsRecorded(List<Recorded> added) {

    /** Whose feeds have grown. */
    public Set<UUID> userIds() {
        return added.stream().map(Recorded::userId).collect(Collectors.toUnmodifiableSet());
    }

    /**
     * One of them.
     *
     * @param traceparent as {@link Effect#traceparent}
     */
    public record Recorded(
            UUID notificationId,
            UUID userId,
            Notice notice,
            @Nullable String traceparent) {}
}
