package dev.evently.event.venue;

import dev.evently.event.organizer.TeamRole;
import dev.evently.event.organizer.Teams;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Opens venues and finds them again. */
@Service
public class Venues {

    private final VenueRows rows;
    private final Teams teams;
    private final Clock clock;

    Venues(VenueRows rows, Teams teams, Clock clock) {
        this.rows = rows;
        this.teams = teams;
        this.clock = clock;
    }

    /** Whether a venue could be opened. */
    sealed interface Opening {

        record Opened(Venue venue) implements Opening {}

        /** There is no such organizer, or the caller is not in its team. */
        record NotFound() implements Opening {}

        /** The caller's role in the team does not reach. */
        record NotAllowed() implements Opening {}
    }

    @Transactional
    Opening open(UUID caller, Venue venue) {
        TeamRole role = teams.roleOf(venue.organizerId(), caller).orElse(null);
        if (role == null) {
            return new Opening.NotFound();
        }
        if (!role.managesEvents()) {
            return new Opening.NotAllowed();
        }
        rows.save(new VenueRow(venue, clock.instant()));
        return new Opening.Opened(venue);
    }

    @Transactional(readOnly = true)
    public Optional<Venue> find(UUID venueId) {
        return rows.findById(venueId).map(VenueRow::venue);
    }

    /** A venue, if the user is in the team of its organizer. */
    @Transactional(readOnly = true)
    Optional<Venue> find(UUID venueId, UUID caller) {
        return find(venueId)
                .filter(venue -> teams.roleOf(venue.organizerId(), caller).isPresent());
    }

    /** The venues of an organizer by id, those after the given one; nothing at all for a stranger. */
    @Transactional(readOnly = true)
    Optional<List<Venue>> of(UUID organizerId, UUID caller, UUID after, int limit) {
        return teams.roleOf(organizerId, caller)
                .map(role ->
                        rows.findByOrganizerIdAndIdGreaterThanOrderById(organizerId, after, Limit.of(limit)).stream()
                                .map(VenueRow::venue)
                                .toList());
    }
}
