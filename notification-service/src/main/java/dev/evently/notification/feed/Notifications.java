package dev.evently.notification.feed;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** The rows behind {@link Feed}. */
interface Notifications extends Repository<Notification, UUID> {

    /**
     * Makes the transactions that add to one user's feed exclude one another until they commit, so that whoever has seen
     * a position has seen every lower one.
     */
    @Query(nativeQuery = true, value = """
            SELECT 1 FROM pg_advisory_xact_lock(hashtextextended(CAST(:userId AS text), 0))
            """)
    int lockFeed(UUID userId);

    /** Adds a notification unless its effect has one; the answer is 1 or 0. */
    @Modifying
    @Query(nativeQuery = true, value = """
            INSERT INTO notification (id, user_id, type, source_event_id, event_id, occurred_at, data)
            VALUES (:id, :userId, :type, :sourceEventId, :eventId, :occurredAt, CAST(:data AS jsonb))
            ON CONFLICT ON CONSTRAINT notification_once_per_effect DO NOTHING
            """)
    int insert(UUID id, UUID userId, String type, String sourceEventId, UUID eventId, Instant occurredAt, String data);

    List<Notification> findAllByIdIn(Iterable<UUID> ids);

    Optional<Notification> findByIdAndUserId(UUID id, UUID userId);

    List<Notification> findByUserIdAndPositionLessThanOrderByPositionDesc(UUID userId, long position, Limit limit);

    List<Notification> findByUserIdAndPositionGreaterThanOrderByPosition(UUID userId, long position, Limit limit);

    @Query("SELECT coalesce(max(n.position), 0) FROM Notification n WHERE n.userId = :userId")
    long lastPosition(UUID userId);

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
