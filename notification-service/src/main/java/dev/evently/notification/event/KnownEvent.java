package dev.evently.notification.event;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An event as far as a mail speaks of it. Written by {@link KnownEvents} alone. */
@Entity
@Table(name = "event")
public class KnownEvent {

    @Id
    private UUID eventId;

    private String title;
    private Instant startsAt;
    private String timezone;
    private @Nullable String venue;
    private boolean cancelled;

    @SuppressWarnings("NullAway.Init")
    protected KnownEvent() {}

    public KnownEvent(UUID eventId, String title, Instant startsAt, ZoneId timezone, @Nullable String venue) {
        this.eventId = eventId;
        this.title = title;
        this.startsAt = startsAt;
        this.timezone = timezone.getId();
        this.venue = venue;
    }

    public UUID eventId() {
        return eventId;
    }

    public String title() {
        return title;
    }

    /** The start as the clocks at the event show it. */
    public ZonedDateTime startsAt() {
        return startsAt.atZone(zone());
    }

    public ZoneId zone() {
        return ZoneId.of(timezone);
    }

    /** Name and city of the venue; empty when there is none. */
    public Optional<String> venue() {
        return Optional.ofNullable(venue);
    }

    public boolean isCancelled() {
        return cancelled;
    }
}
