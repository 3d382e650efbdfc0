package dev.evently.gateway.limits;

import java.time.Duration;

/** What becomes of a request: it counts for all of its claims or for none. */
sealed interface Verdict {

    /**
     * It may go on.
     *
     * @param tier the claim with the smallest share left
     * @param left for how many more there is room
     */
    record Passed(Tier tier, Limit limit, long left) implements Verdict {}

    /**
     * It may not.
     *
     * @param claim the first that has no room
     * @param retryAfter when it has room for one again, if nobody else comes
     */
    record Refused(Claim claim, Limit limit, Duration retryAfter) implements Verdict {}
}
