package dev.evently.notification.feed;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** The rows behind {@link Feed}; {@link NewNotifications} adds to them. */
interface Notifications extends Repository<Notification, UUID> {

    List<Notification> findAllByIdIn(Iterable<UUID> ids);

    Optional<Notification> findByIdAndUserId(UUID id, UUID userId);

    List<Notification> findByUserIdAndPositionLessThanOrderByPositionDesc(UUID userId, long position, Limit limit);

    List<Notification> findByUserIdAndPositionGreaterThanOrderByPosition(UUID userId, long position, Limit limit);

    @Query("SELECT coalesce(max(n.position), 0) FROM Notification n WHERE n.userId = :userId")
    long lastPosition(UUID userId);

    /** The position of the newest notification that was recorded before; 0 when there is none. */
    @Query(nativeQuery = true, value = """
            SELECT coalesce(max(position), 0) FROM notification
            WHERE user_id = :userId AND uuid_extract_timestamp(id) < :at
            """)
    long lastPositionBefore(UUID userId, Instant at);

    /** The users among those given, each with a position, who have a notification above it. */
    @Query(nativeQuery = true, value = """
            SELECT DISTINCT seen.user_id
            FROM unnest(CAST(:userIds AS uuid[]), CAST(:positions AS bigint[])) AS seen (user_id, position)
            WHERE EXISTS (
                SELECT 1 FROM notification n WHERE n.user_id = seen.user_id AND n.position > seen.position)
            """)
    List<UUID> usersBehind(UUID[] userIds, Long[] positions);

    @Modifying
    @Query("""
            UPDATE Notification n SET n.readAt = coalesce(n.readAt, :now) WHERE n.id = :id AND n.userId = :userId
            """)
    int markRead(UUID id, UUID userId, Instant now);
}
