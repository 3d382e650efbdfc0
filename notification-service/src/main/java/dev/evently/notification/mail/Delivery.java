package dev.evently.notification.mail;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The mail of one notification on its way to the mail server. Planned by {@link DeliveryPlanner} alone. */
@Entity
class Delivery {

    enum State {
        /** Waits for its time, or for its recipient or event to become known. */
        PENDING,
        /** The mail server took it over. */
        SENT,
        /** Given up. */
        FAILED,
        /** What it would have told is no longer of use. */
        MOOT
    }

    @Id
    private UUID notificationId;

    @Enumerated(EnumType.STRING)
    private State state;

    private int attempts;
    private Instant plannedAt;
    private Instant dueAt;
    private @Nullable Instant usefulUntil;
    private @Nullable Instant settledAt;
    private @Nullable String lastError;
    private @Nullable String traceparent;

    @SuppressWarnings("NullAway.Init")
    protected Delivery() {}

    UUID notificationId() {
        return notificationId;
    }

    State state() {
        return state;
    }

    int attempts() {
        return attempts;
    }

    Instant dueAt() {
        return dueAt;
    }

    /** When the outcome was known; null while it is not. */
    @Nullable
    Instant settledAt() {
        return settledAt;
    }

    @Nullable
    String lastError() {
        return lastError;
    }

    /** The W3C trace context of what the mail tells of. */
    @Nullable
    String traceparent() {
        return traceparent;
    }

    boolean isUseless(Instant now) {
        return usefulUntil != null && !now.isBefore(usefulUntil);
    }

    /** Leaves it alone for the length of a lease, after which an attempt that was never settled counts as lost. */
    void beginAttempt(Instant now, Duration lease) {
        attempts++;
        dueAt = now.plus(lease);
    }

    boolean isPending() {
        return state == State.PENDING;
    }

    /** Whether the attempt of this number is still the latest of a delivery that waits for its outcome. */
    boolean awaits(int attempt) {
        return isPending() && attempts == attempt;
    }

    void fail(Instant now, String error, Duration retryAfter) {
        lastError = error;
        dueAt = now.plus(retryAfter);
    }

    boolean isOlderThan(Duration age, Instant now) {
        return plannedAt.plus(age).isBefore(now);
    }

    void settle(State outcome, Instant now) {
        state = outcome;
        settledAt = now;
    }
}
