package dev.evently.booking.payment;

import dev.evently.booking.booking.BookingId;
import dev.evently.booking.booking.PaymentId;
import dev.evently.booking.sharding.Bucket;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The payments of the shard the calling thread is bound to. */
public interface Payments {

    /**
     * Adds a payment.
     *
     * @param check when the provider is asked about it unless it is decided by then
     */
    void insert(Payment.Open payment, Instant check);

    Optional<Payment> find(Bucket bucket, PaymentId id);

    /** As {@link #find}, and nobody else moves the payment until the transaction ends. */
    Optional<Payment> lock(Bucket bucket, PaymentId id);

    /** Every attempt to pay for the booking. */
    List<Payment> ofBooking(BookingId booking);

    /** Writes the state of a payment that this transaction has inserted or locked. */
    void update(Payment payment);

    /**
     * Sets part of a captured payment aside for a refund.
     *
     * @return false when less than that is left of it
     */
    boolean reserveForRefund(Bucket bucket, PaymentId id, long amount);

    /** Hands open payments that should be decided by now to this caller alone, until {@code leasedUntil}. */
    List<Due> claimDue(Set<Bucket> buckets, Instant now, Instant leasedUntil, int limit);

    /** Looks at a payment again at the given time if it is open still. */
    void checkAgain(Payment payment, Instant at);

    /** How many payments captured since then have neither a ticket nor a refund. Anything but 0 is a defect. */
    long paidWithoutTicket(Set<Bucket> buckets, Instant since);

    /**
     * An open payment that is due.
     *
     * @param checks how often the provider was asked about it, this time included
     */
    record Due(Payment.Open payment, int checks) {}
}
