package dev.evently.event.catalogue;

import dev.evently.event.constraint.Violation;
import java.util.List;

/** What became of an attempt to write an event. */
sealed interface EditResult {

    /** The event is as was asked, whether or not anything had to change. */
    record Done(Event event) implements EditResult {}

    /** There is no such event or organizer, or the caller is not in the organizer's team. */
    record NotFound() implements EditResult {}

    /** The caller's role in the team does not reach. */
    record NotAllowed() implements EditResult {}

    /** The event is not at the version the write was meant for. */
    record Stale(long version) implements EditResult {}

    /** The event would break rules, or breaks those of its next state. */
    record Invalid(List<Violation> violations) implements EditResult {

        public Invalid {
            violations = List.copyOf(violations);
        }
    }

    /** The event has been cancelled, which is final. */
    record AlreadyCancelled() implements EditResult {}

    /** Only a draft may be deleted. */
    record NotDraft() implements EditResult {}

    /** Only what was published can be cancelled. */
    record NotPublished() implements EditResult {}
}
