package dev.evently.event.catalogue;

import com.fasterxml.uuid.Generators;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The seating plan that an event is sold by.
 *
 * @param version the version that is kept, or null while it is the plan's current one, as for a draft it may be
 */
record Seating(UUID planId, @Nullable Integer version) {

    /** The same, with the version that an event keeps unless another plan or another version is asked for. */
    Seating orKept(@Nullable Seating kept) {
        return version == null && kept != null && kept.planId.equals(planId) ? kept : this;
    }

    /** The quota that counts the seats of a category at an event, whichever products sell them. */
    static UUID quotaId(UUID eventId, String category) {
        return Generators.nameBasedGenerator(eventId).generate("category/" + category);
    }
}
