package dev.evently.gateway.limits;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.time.Duration;
import java.util.List;
import org.springframework.stereotype.Component;

/** Decides by what this gateway alone has seen: the same limits, for as long as nothing can be counted in Redis. */
@Component
class LocalLimiter {

    /** A third of a kilobyte each. Beyond it, those who come seldom are forgotten. */
    private static final int MOST = 50_000;

    private record Counted(Claim claim, Duration window) {}

    private final LoadingCache<Counted, SlidingWindow> windows = Caffeine.newBuilder()
            .maximumSize(MOST)
            .expireAfterAccess(Duration.ofSeconds(Limit.LONGEST_WINDOW))
            .build(counted -> new SlidingWindow(counted.window()));

    /**
     * Decides about a request.
     *
     * @param claims at least one
     * @param now in milliseconds
     */
    synchronized Verdict decide(List<Claim> claims, RateLimits limits, long now) {
        Tightest tightest = new Tightest(limits);
        for (Claim claim : claims) {
            Limit limit = limits.of(claim.tier());
            SlidingWindow window = windowOf(claim, limit);
            long left = limit.requests() - window.count(now) - 1;
            if (left < 0) {
                return new Verdict.Refused(claim, limit, window.untilFewerThan(limit.requests(), now));
            }
            tightest.see(claim.tier(), left);
        }
        claims.forEach(claim -> windowOf(claim, limits.of(claim.tier())).add());
        return tightest.passed();
    }

    private SlidingWindow windowOf(Claim claim, Limit limit) {
        return windows.get(new Counted(claim, limit.window()));
    }
}
