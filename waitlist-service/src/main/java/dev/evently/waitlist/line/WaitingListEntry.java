package dev.evently.waitlist.line;

import java.time.Instant;
import java.util.UUID;

/**
 * One person's wait for places, from joining the line to its end. Each state is a type and offers only the moves that
 * are legal from it.
 *
 * <p>An offer is a hold at booking-service. Whether that service has made it is not known between asking and its answer,
 * so that span is a state too.
 */
public sealed interface WaitingListEntry {

    Party party();

    /** The offer that is to be made, or was made last. */
    OfferId offer();

    default EntryId id() {
        return party().id();
    }

    /** Whether the entry counts for the positions of a line. */
    default boolean inLine() {
        return switch (this) {
            case Waiting _, Offering _ -> true;
            case Offered _, Returning _, Accepted _, Expired _, Left _, Closed _ -> false;
        };
    }

    /** In line. */
    record Waiting(Party party, OfferId offer) implements WaitingListEntry {

        public Offering ask() {
            return new Offering(party, offer);
        }

        /** A hold that was asked for before, and refused, came about after all. */
        public Offered held(Hold hold, Instant now) {
            return new Offered(party, offer, hold, now);
        }

        public Left leave(Instant now) {
            return new Left(party, offer, now);
        }

        public Closed close(Instant now) {
            return new Closed(party, offer, now);
        }
    }

    /** Still in line; booking-service is being asked to hold places. */
    record Offering(Party party, OfferId offer) implements WaitingListEntry {

        public Offered held(Hold hold, Instant now) {
            return new Offered(party, offer, hold, now);
        }

        /** Nothing was held: back to the same place in line. */
        public Waiting refused() {
            return new Waiting(party, offer);
        }

        public Left leave(Instant now) {
            return new Left(party, offer, now);
        }

        public Closed close(Instant now) {
            return new Closed(party, offer, now);
        }
    }

    /** Places are held for the person, who has until the hold's end to pay. */
    record Offered(Party party, OfferId offer, Hold hold, Instant offeredAt) implements WaitingListEntry {

        public Accepted accept(Instant at) {
            return new Accepted(party, offer, hold, offeredAt, at);
        }

        public Expired expire(Instant at) {
            return new Expired(party, offer, hold, offeredAt, at);
        }

        /** Whether the hold was over before the person could have heard of it; that must not cost them their place. */
        public boolean cameTooLate() {
            return !offeredAt.isBefore(hold.expiresAt());
        }

        /** Back to the same place in line, for an offer that {@linkplain #cameTooLate() came too late}. */
        public Waiting waitFor(OfferId next) {
            if (!cameTooLate()) {
                throw new IllegalStateException("The offer was there to be taken until " + hold.expiresAt());
            }
            return new Waiting(party, next);
        }

        public Returning leave(Instant now) {
            return new Returning(party, offer, hold.bookingId(), now);
        }

        public Closed close(Instant now) {
            return new Closed(party, offer, now);
        }
    }

    /** Left with places held: booking-service is to be told to give them back. */
    record Returning(Party party, OfferId offer, UUID bookingId, Instant leftAt) implements WaitingListEntry {

        public Left returned() {
            return new Left(party, offer, leftAt);
        }
    }

    /** The offer was paid. */
    record Accepted(Party party, OfferId offer, Hold hold, Instant offeredAt, Instant endedAt)
            implements WaitingListEntry {}

    /** The offer was not paid in time, or its booking was cancelled. */
    record Expired(Party party, OfferId offer, Hold hold, Instant offeredAt, Instant endedAt)
            implements WaitingListEntry {}

    /** The person gave up the place in line. */
    record Left(Party party, OfferId offer, Instant endedAt) implements WaitingListEntry {

        /** A hold that was being asked for when the person left has been made. */
        public Returning held(UUID bookingId) {
            return new Returning(party, offer, bookingId, endedAt);
        }
    }

    /** There is nothing to wait for any more: the event was cancelled, or it has begun. */
    record Closed(Party party, OfferId offer, Instant endedAt) implements WaitingListEntry {}
}
