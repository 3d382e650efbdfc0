package dev.evently.event.catalogue;

import dev.evently.event.venue.Venue;
import dev.evently.event.venue.Venues;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/** Keeps events in the tables {@code event} and {@code product}. */
@Repository
class JpaEvents implements Events {

    private final EntityManager rows;
    private final Venues venues;

    JpaEvents(EntityManager rows, Venues venues) {
        this.rows = rows;
        this.venues = venues;
    }

    @Override
    public Optional<Event> find(UUID id) {
        return event(rows.find(EventRow.class, id));
    }

    @Override
    public Optional<Event> lock(UUID id) {
        return event(rows.find(EventRow.class, id, LockModeType.PESSIMISTIC_WRITE));
    }

    /** Writes at once: what is written beside the event refers to its row. */
    @Override
    public void add(Event event) {
        rows.persist(new EventRow(event));
        rows.flush();
    }

    @Override
    public void replace(Event event) {
        row(event).take(event);
        rows.flush();
    }

    @Override
    public void remove(Event event) {
        rows.remove(row(event));
        rows.flush();
    }

    private EventRow row(Event event) {
        return Objects.requireNonNull(rows.find(EventRow.class, event.head().id()));
    }

    private Optional<Event> event(@Nullable EventRow row) {
        if (row == null) {
            return Optional.empty();
        }
        UUID venueId = row.venueId();
        Venue venue = venueId == null ? null : venues.find(venueId).orElseThrow();
        return Optional.of(row.event(venue));
    }
}
