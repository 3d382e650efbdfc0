package dev.evently.analytics.reports;

import dev.evently.analytics.sales.SalesFigures.Revenue;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The sale of all events.
 *
 * @param events published and not cancelled
 * @param bookings paid, and not given back as a whole
 * @param revenue what was paid less what was or is to be paid back, by currency
 * @param customers people with at least one of those bookings
 * @param topEvents those with the most bookings, at most ten
 */
record Overview(long events, long bookings, List<Revenue> revenue, long customers, List<TopEvent> topEvents) {

    /**
     * An event among those that sell best.
     *
     * @param title null as long as its publication has not been heard of
     */
    record TopEvent(UUID eventId, @Nullable String title, long bookings, long revenue, String currency) {}
}
