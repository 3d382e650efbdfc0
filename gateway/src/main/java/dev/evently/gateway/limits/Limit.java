package dev.evently.gateway.limits;

import java.time.Duration;

/**
 * So many requests in any stretch of time of this length.
 *
 * @param requests 1 to {@value #MOST_REQUESTS}
 * @param windowSeconds 1 to {@value #LONGEST_WINDOW}
 */
record Limit(int requests, int windowSeconds) {

    static final int MOST_REQUESTS = 100_000_000;
    static final int LONGEST_WINDOW = 3600;

    Limit {
        if (requests < 1 || requests > MOST_REQUESTS) {
            throw new IllegalArgumentException("must be 1 to " + MOST_REQUESTS);
        }
        if (windowSeconds < 1 || windowSeconds > LONGEST_WINDOW) {
            throw new IllegalArgumentException("must be 1 to " + LONGEST_WINDOW);
        }
    }

    Duration window() {
        return Duration.ofSeconds(windowSeconds);
    }
}
