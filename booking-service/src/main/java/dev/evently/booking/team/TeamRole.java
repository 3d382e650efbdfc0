package dev.evently.booking.team;

/** What a member of an organizer's team may do. */
public enum TeamRole {
    OWNER,
    MANAGER,
    CHECK_IN
}
