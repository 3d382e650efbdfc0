package dev.evently.gateway.limits;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * The limits that hold on all gateways.
 *
 * @param version 0 for those of the preset, and one more with each change by an administrator
 * @param limits one for each tier
 */
record RateLimits(long version, Map<Tier, Limit> limits) {

    RateLimits {
        limits = Map.copyOf(limits);
        if (limits.size() != Tier.values().length) {
            throw new IllegalArgumentException("Every tier needs a limit");
        }
    }

    static RateLimits of(Preset preset) {
        return new RateLimits(0, preset.limits());
    }

    /** With these limits in the place of the same tiers'. */
    RateLimits with(long version, Map<Tier, Limit> changed) {
        Map<Tier, Limit> all = new EnumMap<>(limits);
        all.putAll(changed);
        return new RateLimits(version, all);
    }

    Limit of(Tier tier) {
        return Objects.requireNonNull(limits.get(tier));
    }
}
