package dev.evently.platform.messaging;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/** The Kafka topics of the suite. What travels on each is indexed in {@code contracts/asyncapi.yaml}. */
public final class Topics {

    public static final String EVENTS = "evently.events";
    public static final String BOOKINGS = "evently.bookings";
    public static final String PAYMENTS = "evently.payments";
    public static final String WAITLIST = "evently.waitlist";
    public static final String NOTIFICATIONS = "evently.notifications";
    public static final String USERS = "evently.users";

    /**
     * The wishes of identity-service that a mail with a secret be sent. It is no part of what other teams may read: only
     * notification-service does.
     */
    public static final String IDENTITY_MAIL = "evently.identity.mail";

    static final List<String> ALL = List.of(EVENTS, BOOKINGS, PAYMENTS, WAITLIST, NOTIFICATIONS, USERS);

    /** Figures and inventories are made again from their first record on, so these forget nothing. */
    private static final Set<String> FOR_GOOD = Set.of(EVENTS, BOOKINGS, PAYMENTS);

    private static final Duration A_MONTH = Duration.ofDays(30);
    private static final long NO_LIMIT = -1;

    private Topics() {}

    /** How many milliseconds a topic keeps its records, as Kafka's `retention.ms` has it. */
    static long retentionMillis(String topic) {
        return FOR_GOOD.contains(topic) ? NO_LIMIT : A_MONTH.toMillis();
    }

    /** Where records go that no retry can help, with the reason in their headers. */
    static String deadLetters(String topic) {
        return topic + ".dlt";
    }
}
