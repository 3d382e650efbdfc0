package dev.evently.platform.security;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** What machines can be granted. Every service knows all of it, so that the API is described as one. */
public final class MachineScopes {

    public static final String ANALYTICS_READ = "analytics:read";
    public static final String AUDIT_READ = "audit:read";
    public static final String BOOKINGS_READ = "bookings:read";
    public static final String OFFERS_WRITE = "offers:write";

    /** What each lets a machine do. */
    public static final Map<String, String> ALL = Collections.unmodifiableMap(new TreeMap<>(Map.of(
            ANALYTICS_READ, "Read the reports of all events and the overview",
            AUDIT_READ, "Read what happened to accounts, sessions and keys",
            BOOKINGS_READ, "Read any booking and the account of any event's quotas",
            OFFERS_WRITE, "Hold places for those who wait in line, which only the suite itself does")));

    private MachineScopes() {}
}
