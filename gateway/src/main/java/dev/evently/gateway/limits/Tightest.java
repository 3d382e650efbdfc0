package dev.evently.gateway.limits;

/** Finds of what a client will run out first. */
final class Tightest {

    private final RateLimits limits;
    private Tier tier = Tier.GLOBAL;
    private long left = Long.MAX_VALUE;
    private double share = Double.MAX_VALUE;

    Tightest(RateLimits limits) {
        this.limits = limits;
    }

    void see(Tier tier, long left) {
        double share = (double) left / limits.of(tier).requests();
        if (share < this.share) {
            this.share = share;
            this.tier = tier;
            this.left = left;
        }
    }

    Verdict.Passed passed() {
        return new Verdict.Passed(tier, limits.of(tier), left);
    }
}
