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

    /** A refund as its booking shows it. */
    record Refund(UUID id, Money amount, Status status) {

        public enum Status {
            /** The provider has not said yet that the money is on its way. */
            REQUESTED,
            SUCCEEDED
        }
    }
}
