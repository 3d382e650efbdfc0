package dev.evently.event.catalogue;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is sold of an event: one kind of place at one price, counted by a quota of its own or by those it shares.
 *
 * @param ownQuotaId the quota of its own, for as long as the product lives; null when it shares others
 * @param price minor units of the event's currency, 0 to {@link #MAX_PRICE}
 * @param capacity how many places there are at most, 1 to {@link Quota#MAX_CAPACITY}: of a product that shares quotas
 *     what the smallest of them holds
 * @param maxPerBooking how many places one booking may take, 1 to the lesser of {@link #MAX_PER_BOOKING} and capacity
 * @param quotas the keys of the quotas it shares, in the order of the event
 * @param seatCategory the category of the seats it sells, which count as a quota it shares; null when it sells none
 */
record Product(
        UUID id,
        @Nullable UUID ownQuotaId,
        String name,
        long price,
        int capacity,
        int maxPerBooking,
        List<String> quotas,
        @Nullable String seatCategory) {

    /** The most products an event has. */
    static final int MAX_PRODUCTS = 100;

    /** The most quotas a product shares. */
    static final int MAX_SHARED = 10;

    static final int MAX_PER_BOOKING = 100;

    /** Chosen so that the revenue of an event with every product sold out at this price still fits a long. */
    static final long MAX_PRICE = 10_000_000_000L;

    Product {
        require(price >= 0 && price <= MAX_PRICE, "price");
        require(capacity >= 1 && capacity <= Quota.MAX_CAPACITY, "capacity");
        require(maxPerBooking >= 1 && maxPerBooking <= Math.min(MAX_PER_BOOKING, capacity), "maxPerBooking");
        require((ownQuotaId != null) == (quotas.isEmpty() && seatCategory == null), "quotas");
        quotas = List.copyOf(quotas);
    }

    private static void require(boolean held, String field) {
        if (!held) {
            throw new IllegalArgumentException(field + " is out of range");
        }
    }
}
