package dev.evently.analytics.catalogue;

/** What a member of an organizer's team may do. */
public enum TeamRole {
    OWNER,
    MANAGER,
    CHECK_IN;

    /** Whether the role includes the figures of the organizer's events. */
    public boolean maySeeFigures() {
        return this != CHECK_IN;
    }
}
