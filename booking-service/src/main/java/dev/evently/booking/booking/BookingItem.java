package dev.evently.booking.booking;

import dev.evently.booking.seat.BookedSeat;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One place of a booking, with the price fixed when it was held.
 *
 * @param seat the numbered seat; null for a place without a number
 * @param quotaIds the quotas the place was taken from, which get it back: a product may have moved to others since
 */
public record BookingItem(
        ItemId id, UUID productId, @Nullable BookedSeat seat, long price, Set<UUID> quotaIds) {

    public BookingItem {
        if (price < 0) {
            throw new IllegalArgumentException("A price is not negative");
        }
        if (quotaIds.isEmpty()) {
            throw new IllegalArgumentException("A place comes from at least one quota");
        }
        quotaIds = Set.copyOf(quotaIds);
    }

    public @Nullable UUID seatId() {
        return seat == null ? null : seat.id();
    }
}
