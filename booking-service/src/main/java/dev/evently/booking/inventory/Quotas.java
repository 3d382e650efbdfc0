package dev.evently.booking.inventory;

import dev.evently.booking.sharding.Bucket;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** The quotas and ledger entries of the shard the calling thread is bound to. */
public interface Quotas {

    /** Moves places from available to held, and locks the quotas in the order given. */
    void hold(List<Movement> movements);

    /** Moves places from held to sold, and locks the quotas in the order given. */
    void sell(List<Movement> movements);

    /** So many places of one quota that move. */
    record Movement(Bucket bucket, UUID eventId, UUID quotaId, int places) {

        /** This and another movement of the same quota. */
        Movement and(Movement other) {
            return new Movement(bucket, eventId, quotaId, Math.addExact(places, other.places));
        }
    }

    /** The event's quotas of these ids in the order of their ids; nobody else moves them until the transaction ends. */
    List<Quota> lock(Bucket bucket, UUID eventId, Collection<UUID> quotaIds);

    /** All quotas of the event, as {@link #lock}. */
    List<Quota> lockAll(Bucket bucket, UUID eventId);

    void insert(Bucket bucket, UUID eventId, Quota quota);

    /** Writes a quota that this transaction has locked. */
    void update(Bucket bucket, UUID eventId, Quota quota);

    void append(List<LedgerEntry> entries);

    /** What the ledger says of each of the event's quotas: the sum of all its entries. */
    Map<UUID, LedgerEntry.Change> sums(Bucket bucket, UUID eventId);

    /** How many quotas of these buckets differ from the sum of their entries. Anything but zero is a bug. */
    int unbalanced(Set<Bucket> buckets);

    /**
     * Remembers the sums of those quotas of the buckets that have many entries since it was last done, so that no sum takes
     * longer as the ledger grows.
     *
     * @return of how many quotas
     */
    int checkpoint(Set<Bucket> buckets, int many);
}
