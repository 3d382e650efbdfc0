package dev.evently.gateway.limits;

/** How strict the rate limits are. */
enum Preset {
    /** Everyday use: a person, or a program that behaves, never meets it. */
    STANDARD,
    /** The limits of a published measurement, 50 requests a minute for one address; to compare with it. */
    REPORT,
    /** For load runs: everything is counted and practically nothing refused. */
    LOAD;

    /** For requests with a token, whatever address they come from. */
    Limit perUser() {
        return switch (this) {
            case STANDARD -> new Limit(200, 10);
            case REPORT -> new Limit(50, 60);
            case LOAD -> new Limit(1_000_000, 1);
        };
    }

    /** For requests without one. */
    Limit perAddress() {
        return switch (this) {
            case STANDARD -> new Limit(600, 10);
            case REPORT -> new Limit(50, 60);
            case LOAD -> new Limit(1_000_000, 1);
        };
    }

    boolean countsAddressesOnly() {
        return this == REPORT;
    }

    /**
     * A token bucket: it holds so many requests and fills evenly, from empty to full in so many seconds.
     *
     * @param requests 1 and more
     * @param seconds 1 and more
     */
    record Limit(int requests, int seconds) {}
}
