package dev.evently.identity.account;

/** What an account may do in the whole suite; roles in an organizer's team are not among them. */
public enum Role {
    USER,
    ADMIN
}
