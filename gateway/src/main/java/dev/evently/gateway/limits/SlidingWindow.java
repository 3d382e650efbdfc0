package dev.evently.gateway.limits;

import java.time.Duration;
import java.util.Arrays;

/**
 * The requests of the last window, counted by slices of a {@value #SLICES}th of it. A slice counts until all of it is
 * outside, so that no window of this length ever holds more than its limit, and room comes back at most a slice late.
 *
 * <p>{@code rate-limits.lua} is the same in Redis. Not thread-safe.
 */
final class SlidingWindow {

    static final int SLICES = 60;

    private final long windowMillis;
    private final int[] counts = new int[SLICES + 1];
    private long last;
    private long sum;

    SlidingWindow(Duration window) {
        this.windowMillis = window.toMillis();
    }

    /** How many count at this time; a time before the last one is taken for it. */
    long count(long nowMillis) {
        long slice = Math.max(last, nowMillis * SLICES / windowMillis);
        if (slice - last > SLICES) {
            Arrays.fill(counts, 0);
            sum = 0;
        } else {
            for (long out = last - SLICES; out < slice - SLICES; out++) {
                int place = Math.floorMod(out, counts.length);
                sum -= counts[place];
                counts[place] = 0;
            }
        }
        last = slice;
        return sum;
    }

    /** Counts one more at the time that was asked for last. */
    void add() {
        counts[Math.floorMod(last, counts.length)]++;
        sum++;
    }

    /** How long after this time, the one that was asked for last, fewer than so many count. */
    Duration untilFewerThan(int requests, long nowMillis) {
        long still = sum;
        long slice = last - SLICES;
        while (still >= requests) {
            still -= counts[Math.floorMod(slice, counts.length)];
            slice++;
        }
        // The first millisecond at which all before the slice are outside.
        long free = Math.ceilDiv((slice + SLICES) * windowMillis, SLICES);
        return Duration.ofMillis(Math.max(1, free - nowMillis));
    }
}
