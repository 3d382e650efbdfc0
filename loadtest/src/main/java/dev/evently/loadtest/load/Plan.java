package dev.evently.loadtest.load;

import java.time.Duration;

/**
 * How much load, and for how long.
 *
 * @param clients how many journeys are under way at once at most, 1 and more; each client has a connection of its own
 * @param rate journeys to begin in a second whatever becomes of those before, or 0 to begin one as soon as the client's
 *     last one has ended
 * @param warmUp for how long the load is there before it is measured
 * @param duration for how long it is measured
 */
public record Plan(int clients, int rate, Duration warmUp, Duration duration) {
    public Plan {
        if (clients < 1 || rate < 0 || warmUp.isNegative() || !duration.isPositive()) {
            throw new IllegalArgumentException("Not a load: " + clients + " clients, " + rate + "/s, " + duration);
        }
    }

    public boolean open() {
        return rate > 0;
    }
}
