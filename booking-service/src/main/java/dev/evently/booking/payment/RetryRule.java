package dev.evently.booking.payment;

import java.time.Duration;

/**
 * How patiently something is tried again: the pause doubles from the first to the longest.
 *
 * @param first the pause after the first attempt
 * @param longest no pause is longer
 */
record RetryRule(Duration first, Duration longest) {

    private static final int MAX_DOUBLINGS = 20;

    /** The pause after that many attempts, counted from 1. */
    Duration after(int attempts) {
        Duration pause = first.multipliedBy(1L << Math.min(attempts - 1, MAX_DOUBLINGS));
        return pause.compareTo(longest) < 0 ? pause : longest;
    }
}
