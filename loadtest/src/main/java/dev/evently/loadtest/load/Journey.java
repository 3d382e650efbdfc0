package dev.evently.loadtest.load;

import io.vertx.core.Future;

/** One client's way through the suite, from its first request to its last answer; it never fails. */
@FunctionalInterface
public interface Journey {
    /**
     * Goes once. Called on the event loop, which it must not hold up.
     *
     * @param client number of the client, from 0; each goes one journey at a time
     */
    Future<Outcome> go(int client);
}
