package dev.evently.event.venue;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.domain.Limit;
import org.springframework.data.repository.Repository;

/** The table of venues. */
interface VenueRows extends Repository<VenueRow, UUID> {

    VenueRow save(VenueRow row);

    Optional<VenueRow> findById(UUID id);

    List<VenueRow> findByOrganizerIdAndIdGreaterThanOrderById(UUID organizerId, UUID after, Limit limit);
}
