package dev.evently.event.seating;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One version of a seating plan, which never changes.
 *
 * @param venueId the only venue it fits, or null when it fits any
 * @param version 1 for the first, one more with each change
 * @param createdAt when the plan was made
 * @param updatedAt when this version was
 */
public record SeatingPlan(
        UUID id,
        UUID organizerId,
        @Nullable UUID venueId,
        int version,
        String name,
        SeatMap seats,
        Instant createdAt,
        Instant updatedAt) {

    SeatingPlan next(String newName, SeatMap newSeats, Instant now) {
        return new SeatingPlan(id, organizerId, venueId, version + 1, newName, newSeats, createdAt, now);
    }
}
