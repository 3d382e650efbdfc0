package dev.evently.gateway.sharing;

import org.jspecify.annotations.Nullable;

/** A public page, how many ask for it now, and what they share. Times are those of {@link System#nanoTime}. */
final class Page {

    private final SharingSettings settings;
    private long windowBegan;
    private int asked;
    private int untold;
    private @Nullable SharedAnswer newest;

    Page(SharingSettings settings, long now) {
        this.settings = settings;
        this.windowBegan = now;
    }

    /** Counts a reader: what he shares with others, or null if he is to ask the service. */
    synchronized @Nullable SharedAnswer next(long now) {
        long window = settings.window().toNanos();
        if (now - windowBegan >= window) {
            windowBegan = now;
            asked = 0;
        }
        asked++;
        if (asked <= settings.passing() || newest == null || now - newest.askedAt() > window) {
            return null;
        }
        untold++;
        return newest;
    }

    /** Whether so many ask in this window that what the next of them is told is worth keeping. */
    synchronized boolean isWanted() {
        return asked > settings.passing() / 2;
    }

    /** How many readers shared an answer of whom the service has not been told; it is to be told by the caller. */
    synchronized int takeUntold() {
        int readers = untold;
        untold = 0;
        return readers;
    }

    /** Keeps an answer unless a newer one is there. */
    synchronized void keep(SharedAnswer answer) {
        if (newest == null || answer.askedAt() - newest.askedAt() > 0) {
            newest = answer;
        }
    }
}
