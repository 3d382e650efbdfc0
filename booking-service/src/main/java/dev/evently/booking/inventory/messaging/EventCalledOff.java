package dev.evently.booking.inventory.messaging;

import static java.time.ZoneOffset.UTC;

import dev.evently.booking.inventory.SaleEvent;
import java.time.Instant;
import java.util.UUID;

/** What this service reads of {@code EventCancelled}. */
record EventCalledOff(UUID eventId, long version, UUID organizerId, String title, Instant startsAt) {

    /** ISO 4217: no currency. It stands only where the event was never on sale. */
    private static final String NO_CURRENCY = "XXX";

    SaleEvent toSaleEvent() {
        return new SaleEvent(
                eventId,
                organizerId,
                version,
                SaleEvent.Status.CANCELLED,
                title,
                null,
                startsAt,
                startsAt,
                UTC,
                NO_CURRENCY,
                null);
    }
}
