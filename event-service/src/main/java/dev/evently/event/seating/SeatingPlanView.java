package dev.evently.event.seating;

import dev.evently.event.seating.SeatMap.Section;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A version of a seating plan as it is answered. */
record SeatingPlanView(
        UUID id,
        UUID organizerId,
        @Nullable UUID venueId,
        int version,
        String name,
        int seatCount,
        List<CategoryView> categories,
        List<Section> sections,
        Instant createdAt,
        Instant updatedAt) {

    record CategoryView(String key, String name, int seatCount) {}

    static SeatingPlanView of(SeatingPlan plan) {
        Map<String, Integer> seats = plan.seats().seatsByCategory();
        return new SeatingPlanView(
                plan.id(),
                plan.organizerId(),
                plan.venueId(),
                plan.version(),
                plan.name(),
                plan.seats().seatCount(),
                plan.seats().categories().stream()
                        .map(category -> new CategoryView(
                                category.key(), category.name(), seats.getOrDefault(category.key(), 0)))
                        .toList(),
                plan.seats().sections(),
                plan.createdAt(),
                plan.updatedAt());
    }
}
