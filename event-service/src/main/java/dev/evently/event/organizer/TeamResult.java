package dev.evently.event.organizer;

/** What became of an attempt to change a team. */
sealed interface TeamResult {

    /** The team is as was asked, whether or not anything had to change. */
    record Done(Team team) implements TeamResult {}

    /** There is no such organizer, or the caller is not in its team. */
    record NotFound() implements TeamResult {}

    /** The caller is in the team but does not own the organizer. */
    record NotOwner() implements TeamResult {}

    /** The team is not at the version the change was meant for. */
    record Stale(long version) implements TeamResult {}

    /** Nobody would own the organizer any more. */
    record LastOwner() implements TeamResult {}

    /** The team has as many members as fit. */
    record Full() implements TeamResult {}
}
