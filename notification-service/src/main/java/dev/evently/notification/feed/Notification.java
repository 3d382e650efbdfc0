package dev.evently.notification.feed;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** One thing a user was told. Added by {@link NewNotifications} alone. */
@Entity
public class Notification {

    @Id
    private UUID id;

    private long position;
    private UUID userId;
    private String type;
    private UUID eventId;
    private Instant occurredAt;
    private String data;
    private @Nullable Instant readAt;

    @SuppressWarnings("NullAway.Init")
    protected Notification() {}

    public UUID id() {
        return id;
    }

    /** Grows with every notification of the user, in the order in which they became visible. */
    public long position() {
        return position;
    }

    public UUID userId() {
        return userId;
    }

    /** The wire name of its {@link NoticeType}. */
    public String type() {
        return type;
    }

    public UUID eventId() {
        return eventId;
    }

    public Instant occurredAt() {
        return occurredAt;
    }

    /** The notice as JSON. */
    public String data() {
        return data;
    }

    public Notice notice(JsonMapper json) {
        return NoticeType.read(json, type, data);
    }

    @Nullable
    Instant readAt() {
        return readAt;
    }
}
