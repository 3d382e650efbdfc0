package dev.evently.event.organizer;

import java.util.UUID;

/** One organizer that a user is a member of. */
record Membership(UUID id, String name, TeamRole role) {}
