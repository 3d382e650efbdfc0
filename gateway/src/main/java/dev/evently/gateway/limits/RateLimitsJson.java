package dev.evently.gateway.limits;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** The limits as they stand in Redis and in answers: a list, of which a reader skips the tiers that it does not know. */
final class RateLimitsJson {

    private static final JsonMapper JSON = JsonMapper.shared();

    /**
     * @param requests how many fit in a window
     * @param windowSeconds how long it is
     */
    record TierLimit(String tier, int requests, int windowSeconds) {}

    private RateLimitsJson() {}

    static List<TierLimit> listOf(RateLimits limits) {
        return Arrays.stream(Tier.values())
                .map(tier -> new TierLimit(
                        tier.wire(), limits.of(tier).requests(), limits.of(tier).windowSeconds()))
                .toList();
    }

    static String write(RateLimits limits) {
        return JSON.writeValueAsString(listOf(limits));
    }

    static Map<Tier, Limit> read(String json) {
        Map<Tier, Limit> limits = new EnumMap<>(Tier.class);
        for (TierLimit read : JSON.readValue(json, TierLimit[].class)) {
            Tier.of(read.tier()).ifPresent(tier -> limits.put(tier, new Limit(read.requests(), read.windowSeconds())));
        }
        return limits;
    }
}
