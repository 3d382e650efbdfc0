package dev.evently.waitlist.catalogue;

import java.time.Instant;
import java.util.Optional;

/**
 * What is known of a product and its event.
 *
 * @param maxPerBooking the most places one booking of the product may take; empty when the event has no such product
 */
public record Listing(Instant startsAt, boolean cancelled, Optional<Integer> maxPerBooking) {

    /** Whether places may be sold: the event is neither cancelled nor has it begun. */
    public boolean isOnSale(Instant now) {
        return !cancelled && now.isBefore(startsAt);
    }
}
