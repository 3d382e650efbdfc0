package dev.evently.notification.mail;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** The mails to be sent. */
interface Deliveries extends Repository<Delivery, UUID> {

    Optional<Delivery> findByNotificationId(UUID notificationId);

    /** Waits for whoever else has one of the rows. All take theirs in one order, so no two wait for each other. */
    @Query(nativeQuery = true, value = """
            SELECT d.*
            FROM delivery d
            WHERE d.notification_id = ANY (CAST(:notificationIds AS uuid[]))
            ORDER BY d.notification_id
            FOR UPDATE
            """)
    List<Delivery> lock(UUID[] notificationIds);

    /**
     * Locks the mails that are due and can be written, oldest first. Those that another instance is locking are passed
     * over. A mail whose recipient or event is not known yet is not found, and is found as soon as they are.
     */
    @Query(nativeQuery = true, value = """
            SELECT d.*
            FROM delivery d
            JOIN notification n ON n.id = d.notification_id
            JOIN recipient r ON r.user_id = n.user_id
            JOIN event e ON e.event_id = n.event_id
            WHERE d.state = 'PENDING' AND d.due_at <= :now
            ORDER BY d.due_at
            LIMIT :limit
            FOR UPDATE OF d SKIP LOCKED
            """)
    List<Delivery> lockDue(Instant now, int limit);
}
