package dev.evently.booking.payment;

import dev.evently.booking.booking.BookingId;
import dev.evently.booking.booking.PaymentId;
import dev.evently.booking.sharding.Bucket;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The payments of the shard the calling thread is bound to. */
public interface Payments {

    /**
     * Adds payments.
     *
     * @param check when the provider is asked about those that are not decided by then
     */
    void insertAll(List<Payment.Open> payments, Instant check);

    Optional<Payment> find(Bucket bucket, PaymentId id);

    /**
     * The payments of these terms as they are now. For who has locked their bookings nobody else decides them until the
     * transaction ends: a payment is decided under the lock of its booking alone.
     */
    Map<PaymentId, Payment> findAll(List<Payment.Terms> terms);

    /** Every attempt to pay for these bookings; one without any is left out. */
    Map<BookingId, List<Payment>> ofBookings(Set<BookingId> bookings);

    /** Writes the state of a payment whose booking this transaction has locked. */
    void update(Payment payment);

    /** As {@link #update}, of several at once. */
    void captureAll(List<Payment.Captured> payments);

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

    /** When the oldest of the payments was made that nobody knows the end of; empty without one. */
    Optional<Instant> oldestOpen(Set<Bucket> buckets);

    /** How many payments captured since then have neither a ticket nor a refund. Anything but 0 is a defect. */
    long paidWithoutTicket(Set<Bucket> buckets, Instant since);

    /**
     * An open payment that is due.
     *
     * @param checks how often the provider was asked about it, this time included
     */
    record Due(Payment.Open payment, int checks) {}
}
