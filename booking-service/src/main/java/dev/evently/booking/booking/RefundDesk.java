package dev.evently.booking.booking;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Gives money back for cancelled items. Every call runs in a transaction on the booking's shard. */
public interface RefundDesk {

    /**
     * Promises a refund out of the booking's payment, in the caller's transaction; the money moves later.
     *
     * @param amount more than zero
     */
    Refund open(Booking.Confirmed booking, Money amount, CancelReason reason, Instant at);

    Optional<Refund> find(BookingId booking, UUID refund);

    /**
     * A refund as its booking shows it.
     *
     * @param status the name of the refund's state
     */
    record Refund(UUID id, Money amount, String status) {}
}
