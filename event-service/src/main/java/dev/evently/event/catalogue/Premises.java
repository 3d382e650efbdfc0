package dev.evently.event.catalogue;

import dev.evently.event.seating.SeatingPlan;
import dev.evently.event.venue.Venue;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where an event takes place, as far as its plan names what can be found.
 *
 * @param venue the venue of the plan, or null when there is none
 * @param seating the seating plan it names
 * @param hall the seats of that, or null when there are none
 */
record Premises(
        @Nullable Venue venue,
        @Nullable Seating seating,
        @Nullable SeatingPlan hall) {

    Map<String, Integer> seatsByCategory() {
        return hall == null ? Map.of() : hall.seats().seatsByCategory();
    }

    /** The same, keeping the version of the seating plan that has been found. */
    Premises kept() {
        return seating == null || hall == null
                ? this
                : new Premises(venue, new Seating(seating.planId(), hall.version()), hall);
    }
}
