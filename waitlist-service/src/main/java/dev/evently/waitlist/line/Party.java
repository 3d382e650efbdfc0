package dev.evently.waitlist.line;

import java.time.Instant;
import java.util.UUID;

/**
 * Who waits, for how many places, and where in the line; never changes.
 *
 * @param quantity places wanted, all or none, at least 1
 * @param place grows from the head of the line to its end; gaps mean nothing
 */
public record Party(EntryId id, LineId line, UUID userId, int quantity, long place, Instant joinedAt) {

    public Party {
        if (quantity < 1) {
            throw new IllegalArgumentException("A party wants at least one place, not " + quantity);
        }
    }
}
