package dev.evently.waitlist.line;

import java.util.UUID;

/** Identifies a waiting list entry; ids sort by the time of joining. */
public record EntryId(UUID value) {}
