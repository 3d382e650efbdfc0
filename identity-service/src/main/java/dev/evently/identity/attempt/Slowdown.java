package dev.evently.identity.attempt;

import java.time.Duration;

/**
 * How long to wait after so many failures: not at all at first, then a second, and twice as long after each further one.
 *
 * @param free how many failures cost nothing
 * @param longest the longest wait
 */
record Slowdown(int free, Duration longest) {

    private static final int LARGEST_SHIFT = 30;

    Duration after(int failures) {
        if (failures < free) {
            return Duration.ZERO;
        }
        Duration doubled = Duration.ofSeconds(1L << Math.min(failures - free, LARGEST_SHIFT));
        return doubled.compareTo(longest) < 0 ? doubled : longest;
    }
}
