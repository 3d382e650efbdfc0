package dev.evently.booking.inventory;

import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is sold: a right to one place, at a price.
 *
 * @param price in minor units of the event's currency
 * @param maxPerBooking how many of it one booking may hold
 * @param onSale false once the organizer has withdrawn it
 * @param quotaIds the quotas that each place of it is counted in
 * @param seatQuota the one of them that counts numbered seats, which then are what is sold; null for places without a number
 */
public record Product(
        UUID id,
        String name,
        long price,
        int maxPerBooking,
        boolean onSale,
        Set<UUID> quotaIds,
        @Nullable UUID seatQuota) {

    public Product {
        if (price < 0) {
            throw new IllegalArgumentException("A price is not negative");
        }
        if (maxPerBooking < 1) {
            throw new IllegalArgumentException("A booking may hold at least one");
        }
        if (quotaIds.isEmpty()) {
            throw new IllegalArgumentException("A product draws from at least one quota");
        }
        quotaIds = Set.copyOf(quotaIds);
        if (seatQuota != null && !quotaIds.contains(seatQuota)) {
            throw new IllegalArgumentException("A product draws from the quota whose seats it sells");
        }
    }
}
