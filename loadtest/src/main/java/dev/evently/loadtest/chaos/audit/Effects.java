package dev.evently.loadtest.chaos.audit;

import java.util.Map;
import java.util.UUID;

/**
 * What consumers made of the events.
 *
 * @param sales the figures of analytics by event
 * @param notices how many notifications there are, by booking and type, such as {@code booking.confirmed}
 * @param mails how many mails with tickets were delivered, by booking
 */
record Effects(Map<UUID, Sales> sales, Map<Notice, Integer> notices, Map<UUID, Integer> mails) {

    /**
     * The sale of an event.
     *
     * @param sold places
     * @param revenue in minor units
     * @param held bookings made
     * @param paid bookings paid, also those cancelled later
     */
    record Sales(long sold, long revenue, long held, long paid) {}

    /** A kind of notification about a booking. */
    record Notice(UUID booking, String type) {}

    Effects {
        sales = Map.copyOf(sales);
        notices = Map.copyOf(notices);
        mails = Map.copyOf(mails);
    }
}
