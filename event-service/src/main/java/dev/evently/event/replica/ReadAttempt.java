package dev.evently.event.replica;

import org.jspecify.annotations.Nullable;

/** One run of a reading use case, and the replica it has met. */
final class ReadAttempt {

    static final ScopedValue<ReadAttempt> CURRENT = ScopedValue.newInstance();

    private final boolean primaryOnly;
    private @Nullable Replica used;

    ReadAttempt(boolean primaryOnly) {
        this.primaryOnly = primaryOnly;
    }

    static @Nullable ReadAttempt current() {
        return CURRENT.isBound() ? CURRENT.get() : null;
    }

    boolean primaryOnly() {
        return primaryOnly;
    }

    void uses(Replica replica) {
        used = replica;
    }

    @Nullable
    Replica used() {
        return used;
    }
}
