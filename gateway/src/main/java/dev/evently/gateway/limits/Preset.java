package dev.evently.gateway.limits;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** The limits that a gateway starts with. */
enum Preset {
    /** Everyday use of one cluster: a person, a program that behaves, or an office behind one address never meets it. */
    STANDARD,
    /** The published limits of the system that Evently succeeds; to compare with it. */
    REPORT,
    /** For load runs: everything is counted and practically nothing refused. */
    LOAD;

    Map<Tier, Limit> limits() {
        Map<Tier, Limit> limits = new EnumMap<>(Tier.class);
        for (Tier tier : Tier.values()) {
            limits.put(tier, limit(tier));
        }
        return limits;
    }

    String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    private Limit limit(Tier tier) {
        return switch (this) {
            case STANDARD ->
                switch (tier) {
                    case GLOBAL -> new Limit(300_000, 10);
                    case ROUTE -> new Limit(100_000, 10);
                    case ADDRESS -> new Limit(3_000, 10);
                    case BOOKINGS -> new Limit(60, 60);
                    case LOGIN_ADDRESS -> new Limit(600, 60);
                    case LOGIN_ACCOUNT -> new Limit(20, 300);
                };
            case REPORT ->
                switch (tier) {
                    case GLOBAL -> new Limit(5_000, 60);
                    case ROUTE -> new Limit(100, 60);
                    case ADDRESS -> new Limit(50, 60);
                    case BOOKINGS -> new Limit(5, 300);
                    case LOGIN_ADDRESS -> new Limit(50, 60);
                    case LOGIN_ACCOUNT -> new Limit(10, 300);
                };
            case LOAD -> new Limit(Limit.MOST_REQUESTS, 60);
        };
    }
}
