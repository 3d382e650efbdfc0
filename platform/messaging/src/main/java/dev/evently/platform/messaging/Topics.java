package dev.evently.platform.messaging;

import java.util.List;

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

    private Topics() {}

    /** Where records go that no retry can help, with the reason in their headers. */
    static String deadLetters(String topic) {
        return topic + ".dlt";
    }
}
