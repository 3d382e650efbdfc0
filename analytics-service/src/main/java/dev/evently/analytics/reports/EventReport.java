package dev.evently.analytics.reports;

import dev.evently.analytics.sales.SalesFigures.HourSales;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The sale of one event.
 *
 * @param sold places sold and not given back
 * @param revenue what was paid for the event less what was or is to be paid back, in minor units
 * @param currency ISO 4217; null for an event of which only the cancellation is known
 */
record EventReport(
        UUID eventId,
        String title,
        long sold,
        long revenue,
        @Nullable String currency,
        Conversion conversion,
        List<HourSales> salesByHour) {

    /**
     * From looking to paying.
     *
     * @param viewed reads of the event's page, at least
     * @param held bookings made
     * @param paid bookings paid, also those cancelled later
     */
    record Conversion(long viewed, long held, long paid) {}
}
