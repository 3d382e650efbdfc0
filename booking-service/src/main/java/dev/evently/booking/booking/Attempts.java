package dev.evently.booking.booking;

import org.jspecify.annotations.Nullable;

/** Many pieces of work of which some may fail: the others are done all the same, and the failures are told at the end. */
final class Attempts {

    private @Nullable RuntimeException failure;

    /** Does one piece; false when it failed. */
    boolean attempt(Runnable work) {
        try {
            work.run();
            return true;
        } catch (RuntimeException e) {
            if (failure == null) {
                failure = e;
            } else if (failure != e) {
                failure.addSuppressed(e);
            }
            return false;
        }
    }

    /** Throws the first failure, with the others attached to it; does nothing when there was none. */
    void rethrow() {
        if (failure != null) {
            throw failure;
        }
    }
}
