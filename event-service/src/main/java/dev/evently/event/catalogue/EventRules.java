package dev.evently.event.catalogue;

import dev.evently.event.constraint.Violation;
import dev.evently.event.seating.SeatingPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * The rules of an event that need more than one field, its present state, or the time.
 *
 * <p>What people may already have paid for stays: a published event keeps its currency, and its products may change and
 * be joined by others but not go. A new price holds for new bookings; a hold keeps the price it was made at. A smaller
 * capacity is a wish: the booking ledger takes back only places that are free.
 */
final class EventRules {

    /** How far ahead an event may lie. */
    static final Duration HORIZON = Duration.ofDays(3_650);

    private EventRules() {}

    /** What is wrong with a plan for a new event. */
    static List<Violation> broken(EventPlan plan, Premises premises, Instant now) {
        List<Violation> broken = new ArrayList<>();
        checkPeriod(plan, now, broken);
        checkStart(plan, now, broken);
        checkPremises(plan, premises, broken);
        ProductRules.check(plan, premises, Set.of(), broken);
        return broken;
    }

    /** What is wrong with a plan for an event that is there. A start that stays as it is may lie in the past. */
    static List<Violation> broken(EventPlan plan, Premises premises, Event current, Instant now) {
        List<Violation> broken = new ArrayList<>();
        checkPeriod(plan, now, broken);
        if (!plan.startsAt().equals(current.details().startsAt())) {
            checkStart(plan, now, broken);
        }
        Set<UUID> present =
                current.details().products().stream().map(Product::id).collect(Collectors.toUnmodifiableSet());
        checkPremises(plan, premises, broken);
        ProductRules.check(plan, premises, present, broken);
        if (!plan.organizerId().equals(current.head().organizerId())) {
            broken.add(new Violation("organizerId", "cannot change"));
        }
        if (current instanceof Event.Published) {
            checkPromises(plan, premises, current.details(), broken);
        }
        return broken;
    }

    /** What keeps a draft from being published. */
    static List<Violation> unpublishable(EventDetails details, Instant now) {
        List<Violation> broken = new ArrayList<>();
        if (!details.startsAt().isAfter(now)) {
            broken.add(new Violation("startsAt", "must be in the future"));
        }
        if (details.products().isEmpty()) {
            broken.add(new Violation("products", "must hold at least one product"));
        }
        return broken;
    }

    private static void checkPeriod(EventPlan plan, Instant now, List<Violation> broken) {
        if (!plan.endsAt().isAfter(plan.startsAt())) {
            broken.add(new Violation("endsAt", "must be after startsAt"));
        }
        if (plan.endsAt().isAfter(now.plus(HORIZON))) {
            broken.add(new Violation("endsAt", "must be within the next ten years"));
        }
    }

    private static void checkStart(EventPlan plan, Instant now, List<Violation> broken) {
        if (!plan.startsAt().isAfter(now)) {
            broken.add(new Violation("startsAt", "must be in the future"));
        }
        if (plan.startsAt().isAfter(now.plus(HORIZON))) {
            broken.add(new Violation("startsAt", "must be within the next ten years"));
        }
    }

    private static void checkPremises(EventPlan plan, Premises premises, List<Violation> broken) {
        if (plan.venueId() != null && premises.venue() == null) {
            broken.add(new Violation("venueId", "must be a venue of the organizer"));
        }
        SeatingPlan hall = premises.hall();
        if (plan.seatingPlanId() == null) {
            if (plan.seatingPlanVersion() != null) {
                broken.add(new Violation("seatingPlanVersion", "must come with a seatingPlanId"));
            }
        } else if (hall == null) {
            broken.add(
                    plan.seatingPlanVersion() == null
                            ? new Violation("seatingPlanId", "must be a seating plan of the organizer")
                            : new Violation(
                                    "seatingPlanVersion", "must be a version of a seating plan of the organizer"));
        } else if (hall.venueId() != null && !hall.venueId().equals(plan.venueId())) {
            broken.add(new Violation("venueId", "must be the venue of the seating plan, " + hall.venueId()));
        }
    }

    private static void checkPromises(EventPlan plan, Premises premises, EventDetails current, List<Violation> broken) {
        if (!Objects.equals(premises.seating(), current.seating())) {
            broken.add(new Violation(
                    "seatingPlanId",
                    "cannot change once the event is published, nor can its version: people may hold its seats"));
        }
        if (!plan.currency().equals(current.currency())) {
            broken.add(new Violation("currency", "cannot change once the event is published"));
        }
        ProductRules.checkPromises(plan, current, broken);
    }
}
