package dev.evently.waitlist.line;

import dev.evently.waitlist.line.WaitingListEntry.Waiting;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** All waiting list entries. An entry changes only under the lock of its line, see {@link Lines}. */
public interface Entries {

    /**
     * Locks the line, which is opened if nobody has joined it before, and puts somebody at its end.
     *
     * @return empty, and nobody is added, when the person has an open entry for that product or has used the key
     */
    Optional<Waiting> join(Newcomer newcomer, @Nullable String idempotencyKey);

    void save(WaitingListEntry entry);

    Optional<WaitingListEntry> find(EntryId id);

    Optional<WaitingListEntry> findByKey(UUID userId, String idempotencyKey);

    Optional<WaitingListEntry> findByOffer(OfferId offer);

    Optional<WaitingListEntry> findByBooking(UUID bookingId);

    /** The person's entry in that line that is waiting or offered. */
    Optional<EntryId> findOpen(UUID userId, LineId line);

    /** The person's entries, latest first, older than the given one. */
    List<WaitingListEntry> findByUser(UUID userId, Optional<EntryId> before, int limit);

    /** The entry of the line whose offer, or whose hold to be given back, is not settled. */
    Optional<WaitingListEntry> findUnsettled(LineId line);

    /** The waiting entry whose turn it is. */
    Optional<Waiting> findNext(LineId line, Turn turn);

    /** Some entries of the line that are open, waiting or offered. */
    List<WaitingListEntry> findSomeOpen(LineId line, int limit);

    /** The 1-based place in line of each entry, reckoned as if all of them were in line. */
    Map<EntryId, Integer> positions(Collection<EntryId> ids);

    boolean isAnybodyWaiting(LineId line);

    /** Whether somebody ahead in line wants no more places than the party. */
    boolean isNoLargerPartyAhead(Party party);
}
