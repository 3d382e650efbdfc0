package dev.evently.event.catalogue;

import java.util.Optional;
import java.util.UUID;

/** The events there are. */
interface Events {

    Optional<Event> find(UUID id);

    /**
     * Finds an event and keeps other writers of it waiting until the transaction ends, so that its versions, and what
     * is told of them, come one after another.
     */
    Optional<Event> lock(UUID id);

    void add(Event event);

    /** Replaces an event that this transaction has locked. */
    void replace(Event event);

    /** Removes an event that this transaction has locked. */
    void remove(Event event);
}
