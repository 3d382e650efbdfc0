package dev.evently.waitlist.catalogue;

import java.time.Instant;
import java.util.Optional;

/**
 * What decides whether somebody may wait for a product.
 *
 * @param maxPerBooking the most places one booking of the product may take; empty when the event has no such product
 */
public record JoinTerms(Instant startsAt, boolean cancelled, Optional<Integer> maxPerBooking) {

    /** Whether places may be sold: the event is neither cancelled nor has it begun. */
    public boolean isOnSale(Instant now) {
        return !cancelled && now.isBefore(startsAt);
    }
}
