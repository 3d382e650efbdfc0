package dev.evently.event.organizer;

/** What a member may do for an organizer. */
public enum TeamRole {
    /** Everything, the team itself included. */
    OWNER,
    /** Venues, events and figures. */
    MANAGER,
    /** Admission only; sees the events, drafts too. */
    CHECK_IN;

    /** Whether the member may write venues and events. */
    public boolean managesEvents() {
        return this != CHECK_IN;
    }
}
