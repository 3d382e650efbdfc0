package dev.evently.booking.inventory;

import java.time.Instant;
import java.time.ZoneId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event as far as selling its places needs to know it.
 *
 * @param version the version of the event's description that this state comes from
 * @param currency ISO 4217; all prices of the event are in it
 * @param maxPerBuyer how many places one buyer may hold and have bought together; null for as many as they like
 */
public record SaleEvent(
        UUID id,
        UUID organizerId,
        long version,
        Status status,
        String title,
        @Nullable Venue venue,
        Instant startsAt,
        Instant endsAt,
        ZoneId timezone,
        String currency,
        @Nullable Integer maxPerBuyer) {

    /** Whether places may be sold at all. */
    public enum Status {
        ON_SALE,
        CANCELLED
    }

    /** Where it takes place. */
    public record Venue(String name, String city, String country) {}

    /** Whether a place may be taken at this moment: the event is neither cancelled nor has it begun. */
    public boolean onSale(Instant now) {
        return status == Status.ON_SALE && now.isBefore(startsAt);
    }
}
