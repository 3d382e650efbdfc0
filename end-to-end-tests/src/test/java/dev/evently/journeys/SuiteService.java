package dev.evently.journeys;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** The processes of a suite that are our own, by the port where each tells of itself in a suite without an offset. */
enum SuiteService {
    DISCOVERY(8761),
    GATEWAY(8081),
    IDENTITY_SERVICE(8101),
    EVENT_SERVICE(8102),
    BOOKING_SERVICE(8103),
    WAITLIST_SERVICE(8104),
    NOTIFICATION_SERVICE(8105),
    ANALYTICS_SERVICE(8106),
    PAYMENT_SANDBOX(8107);

    /** What the gateway passes requests on to. */
    static final Set<SuiteService> BEHIND_THE_GATEWAY = EnumSet.range(IDENTITY_SERVICE, ANALYTICS_SERVICE);

    /** All but the stand-in for somebody else's service. */
    static final Set<SuiteService> WITH_METRICS = EnumSet.range(DISCOVERY, ANALYTICS_SERVICE);

    private final int port;

    SuiteService(int port) {
        this.port = port;
    }

    int port() {
        return port;
    }

    /** As the suite calls it, such as {@code booking-service}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
