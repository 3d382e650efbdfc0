package dev.evently.booking.booking;

import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One place of a booking, with the price fixed when it was held.
 *
 * @param quotaIds the quotas the place was taken from, which get it back: a product may have moved to others since
 */
public record BookingItem(
        ItemId id, UUID productId, @Nullable UUID seatId, long price, Set<UUID> quotaIds) {

    public BookingItem {
        if (price < 0) {
            throw new IllegalArgumentException("A price is not negative");
        }
        if (quotaIds.isEmpty()) {
            throw new IllegalArgumentException("A place comes from at least one quota");
        }
        quotaIds = Set.copyOf(quotaIds);
    }
}
