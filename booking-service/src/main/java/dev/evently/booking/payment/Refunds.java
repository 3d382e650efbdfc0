package dev.evently.booking.payment;

import dev.evently.booking.booking.BookingId;
import dev.evently.booking.sharding.Bucket;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The refunds of the shard the calling thread is bound to. */
public interface Refunds {

    void insert(Refund.Requested refund);

    Optional<Refund> find(BookingId booking, UUID id);

    /** Locks the refund until the transaction ends. */
    Optional<Refund> lock(Bucket bucket, UUID id);

    /** Writes the state of a refund that this transaction has locked. */
    void update(Refund.Succeeded refund);

    /** Hands refunds whose next attempt is due to this caller alone, until {@code leasedUntil}. */
    List<Due> claimDue(Set<Bucket> buckets, Instant now, Instant leasedUntil, int limit);

    /** Makes the next attempt due at the given time if the refund is not through by then. */
    void tryAgain(Refund refund, Instant at);

    /**
     * A refund that is due.
     *
     * @param intent the provider's name for the payment
     * @param attempts how often it was tried, this time included
     */
    record Due(Refund.Requested refund, String intent, int attempts) {}
}
