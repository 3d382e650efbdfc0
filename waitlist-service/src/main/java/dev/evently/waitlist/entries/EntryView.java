package dev.evently.waitlist.entries;

import dev.evently.waitlist.line.Hold;
import dev.evently.waitlist.line.Party;
import dev.evently.waitlist.line.WaitingListEntry;
import dev.evently.waitlist.line.WaitingListEntry.Accepted;
import dev.evently.waitlist.line.WaitingListEntry.Closed;
import dev.evently.waitlist.line.WaitingListEntry.Expired;
import dev.evently.waitlist.line.WaitingListEntry.Left;
import dev.evently.waitlist.line.WaitingListEntry.Offered;
import dev.evently.waitlist.line.WaitingListEntry.Offering;
import dev.evently.waitlist.line.WaitingListEntry.Returning;
import dev.evently.waitlist.line.WaitingListEntry.Waiting;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A waiting list entry as the API shows it.
 *
 * @param position 1-based place in line; null when the entry is no longer in line
 * @param bookingId the booking that holds the offered places
 * @param offerExpiresAt until when that booking can be paid
 */
record EntryView(
        UUID id,
        UUID eventId,
        UUID productId,
        int quantity,
        Status status,
        @Nullable Integer position,
        @Nullable UUID bookingId,
        @Nullable Instant offerExpiresAt,
        Instant createdAt) {

    /** What a person needs to know of an entry's state; how an offer comes about is not their concern. */
    enum Status {
        WAITING,
        OFFERED,
        ACCEPTED,
        EXPIRED,
        LEFT,
        CLOSED
    }

    static EntryView of(WaitingListEntry entry, @Nullable Integer position) {
        return switch (entry) {
            case Waiting _, Offering _ -> of(entry.party(), Status.WAITING, position, null);
            case Offered offered -> of(entry.party(), Status.OFFERED, null, offered.hold());
            case Accepted accepted -> of(entry.party(), Status.ACCEPTED, null, accepted.hold());
            case Expired expired -> of(entry.party(), Status.EXPIRED, null, expired.hold());
            case Returning _, Left _ -> of(entry.party(), Status.LEFT, null, null);
            case Closed _ -> of(entry.party(), Status.CLOSED, null, null);
        };
    }

    private static EntryView of(Party party, Status status, @Nullable Integer position, @Nullable Hold hold) {
        return new EntryView(
                party.id().value(),
                party.line().eventId(),
                party.line().productId(),
                party.quantity(),
                status,
                position,
                hold == null ? null : hold.bookingId(),
                hold == null ? null : hold.expiresAt(),
                party.joinedAt());
    }
}
