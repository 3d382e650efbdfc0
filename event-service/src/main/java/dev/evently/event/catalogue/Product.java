package dev.evently.event.catalogue;

import java.util.UUID;

/**
 * What is sold of an event: one kind of place at one price, counted by a quota of its own.
 *
 * @param quotaId the quota, for as long as the product lives
 * @param price minor units of the event's currency, 0 to {@link #MAX_PRICE}
 * @param capacity how many places the quota holds, 1 to {@link #MAX_CAPACITY}
 * @param maxPerBooking how many places one booking may take, 1 to the lesser of {@link #MAX_PER_BOOKING} and capacity
 */
record Product(UUID id, UUID quotaId, String name, long price, int capacity, int maxPerBooking) {

    /** The most products an event has. */
    static final int MAX_PRODUCTS = 100;

    static final int MAX_CAPACITY = 1_000_000;
    static final int MAX_PER_BOOKING = 100;

    /** Chosen so that the revenue of an event with every product sold out at this price still fits a long. */
    static final long MAX_PRICE = 10_000_000_000L;

    Product {
        require(price >= 0 && price <= MAX_PRICE, "price");
        require(capacity >= 1 && capacity <= MAX_CAPACITY, "capacity");
        require(maxPerBooking >= 1 && maxPerBooking <= Math.min(MAX_PER_BOOKING, capacity), "maxPerBooking");
    }

    private static void require(boolean held, String field) {
        if (!held) {
            throw new IllegalArgumentException(field + " is out of range");
        }
    }
}
