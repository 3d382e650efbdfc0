package dev.evently.waitlist.line;

import dev.evently.waitlist.line.WaitingListEntry.Waiting;
import java.time.Instant;
import java.util.UUID;

/** Somebody on the way to the end of a line. */
public record Newcomer(EntryId id, LineId line, UUID userId, int quantity, OfferId offer, Instant joinedAt) {

    public Waiting at(long place) {
        return new Waiting(new Party(id, line, userId, quantity, place, joinedAt), offer);
    }
}
