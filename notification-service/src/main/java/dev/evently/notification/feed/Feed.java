package dev.evently.notification.feed;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What each user was told, in one order per user.
 *
 * <p>Positions of one user become visible in ascending order, so "everything after position p" misses nothing, however
 * many instances write. There is no order between users.
 */
@Service
public class Feed {

    private final Notifications notifications;
    private final NewNotifications additions;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Feed(Notifications notifications, NewNotifications additions, ApplicationEventPublisher events, Clock clock) {
        this.notifications = notifications;
        this.additions = additions;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Tells effects, in their order; one that was told before changes nothing.
     *
     * <p>To be called once in a transaction: it takes the locks of all its users in an order that a second call would not
     * keep.
     */
    @Transactional
    public void tell(List<Effect> effects) {
        if (effects.isEmpty()) {
            return;
        }
        additions.lockFeeds(effects);
        List<NotificationsRecorded.Recorded> added = additions.add(effects);
        if (!added.isEmpty()) {
            events.publishEvent(new NotificationsRecorded(added));
        }
    }

    public List<Notification> byIds(Collection<UUID> ids) {
        return notifications.findAllByIdIn(ids);
    }

    /** The notifications before a position, newest first. */
    public List<Notification> before(UUID userId, long position, int limit) {
        return notifications.findByUserIdAndPositionLessThanOrderByPositionDesc(userId, position, Limit.of(limit));
    }

    /** The notifications after a position, oldest first. */
    public List<Notification> after(UUID userId, long position, int limit) {
        return notifications.findByUserIdAndPositionGreaterThanOrderByPosition(userId, position, Limit.of(limit));
    }

    /** The position of the user's newest notification; 0 when there is none. */
    public long lastPosition(UUID userId) {
        return notifications.lastPosition(userId);
    }

    /**
     * The position of the newest notification that the user was told before that millisecond; 0 when there is none. The
     * time is that of the instance that recorded it, as its id says.
     */
    public long lastPositionBefore(UUID userId, Instant at) {
        return notifications.lastPositionBefore(userId, at.truncatedTo(ChronoUnit.MILLIS));
    }

    /** The position of one of the user's own notifications; empty when it is not theirs. */
    public OptionalLong positionOf(UUID userId, UUID notificationId) {
        return notifications.findByIdAndUserId(notificationId, userId).stream()
                .mapToLong(Notification::position)
                .findFirst();
    }

    /** Which of these users have a notification after the position given for them. */
    public List<UUID> behind(Map<UUID, Long> positions) {
        List<Map.Entry<UUID, Long>> seen = List.copyOf(positions.entrySet());
        return notifications.usersBehind(
                seen.stream().map(Map.Entry::getKey).toArray(UUID[]::new),
                seen.stream().map(Map.Entry::getValue).toArray(Long[]::new));
    }

    /** Notes that the user has seen a notification; false when it is not theirs. */
    @Transactional
    public boolean markRead(UUID userId, UUID notificationId) {
        return notifications.markRead(notificationId, userId, clock.instant()) == 1;
    }
}
