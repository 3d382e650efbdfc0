package dev.evently.event.cache;

import java.util.List;
import java.util.UUID;

/** What the public is going to ask for. */
public interface NextEvents {

    /** The events on sale that start next. */
    List<UUID> next(int limit);
}
