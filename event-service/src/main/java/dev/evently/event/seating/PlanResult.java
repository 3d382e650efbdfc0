package dev.evently.event.seating;

import dev.evently.event.constraint.Violation;
import java.util.List;

/** What became of an attempt to write a seating plan. */
sealed interface PlanResult {

    /** The plan is as was asked, whether or not that took a new version. */
    record Done(SeatingPlan plan) implements PlanResult {}

    /** There is no such plan or organizer, or the caller is not in the organizer's team. */
    record NotFound() implements PlanResult {}

    /** The caller's role in the team does not reach. */
    record NotAllowed() implements PlanResult {}

    /** The plan is not at the version the write was meant for. */
    record Stale(int version) implements PlanResult {}

    /** The plan would break rules. */
    record Invalid(List<Violation> violations) implements PlanResult {

        public Invalid {
            violations = List.copyOf(violations);
        }
    }
}
