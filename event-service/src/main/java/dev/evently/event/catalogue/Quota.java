package dev.evently.event.catalogue;

import java.util.UUID;

/**
 * A counted pool of places that several products may share.
 *
 * @param key what the organizer calls it in products, unique within the event
 * @param capacity how many places it holds, 1 to {@link #MAX_CAPACITY}
 */
record Quota(UUID id, String key, String name, int capacity) {

    /** The most quotas an event declares. */
    static final int MAX_QUOTAS = 50;

    static final int MAX_CAPACITY = 1_000_000;

    Quota {
        if (capacity < 1 || capacity > MAX_CAPACITY) {
            throw new IllegalArgumentException("capacity is out of range");
        }
    }
}
