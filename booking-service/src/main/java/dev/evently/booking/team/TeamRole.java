package dev.evently.booking.team;

/** What a member of an organizer's team may do. */
public enum TeamRole {
    OWNER,
    MANAGER,
    CHECK_IN;

    /** Whether bookings and figures of the organizer's events are open to this role; admission alone needs neither. */
    public boolean seesFigures() {
        return this == OWNER || this == MANAGER;
    }

    /** Whether this role decides what is sold. */
    public boolean managesSale() {
        return this == OWNER || this == MANAGER;
    }
}
