package dev.evently.event.seating;

import dev.evently.event.constraint.SingleLine;
import dev.evently.event.seating.SeatMap.Category;
import dev.evently.event.seating.SeatMap.Section;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an organizer wants a seating plan to be: the body of a creation and of a replacement. Its seats are judged by
 * {@link SeatMapRules}.
 */
record SeatingPlanDraft(
        @NotNull UUID organizerId,
        @Nullable UUID venueId,
        @NotNull @SingleLine @Size(max = 200) String name,
        @Nullable List<Category> categories,
        @Nullable List<Section> sections) {

    SeatMap seats() {
        return new SeatMap(categories, sections);
    }
}
