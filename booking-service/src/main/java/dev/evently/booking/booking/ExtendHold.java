package dev.evently.booking.booking;

import dev.evently.booking.sharding.Shards;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** Gives a buyer who is still at it more time, but not for ever: others want the places too. */
@Named
public class ExtendHold {

    /** An extension that would gain less than this part of its length is a repetition of the one before. */
    private static final int REPETITION = 10;

    private final Shards shards;
    private final Bookings bookings;
    private final Clock clock;

    ExtendHold(Shards shards, Bookings bookings, Clock clock) {
        this.shards = shards;
        this.bookings = bookings;
        this.clock = clock;
    }

    /**
     * How far a hold may be extended.
     *
     * @param by how long it lasts from the moment of an extension
     * @param times how often
     * @param maxAge how long it lasts in all, from when it was placed
     */
    public record Rule(Duration by, int times, Duration maxAge) {}

    /** Extends a hold of this buyer. Repeating the request at once changes nothing and answers the same. */
    public Result extend(BookingId id, UUID buyer, Rule rule) {
        return shards.inTransaction(
                id.bucket(),
                () -> bookings.lock(id)
                        .filter(booking -> booking.terms().buyerId().equals(buyer))
                        .map(booking -> extend(booking, rule, clock.instant()))
                        .orElseGet(Result.Unknown::new));
    }

    private Result extend(Booking booking, Rule rule, Instant now) {
        return switch (booking) {
            case Booking.Held held when held.lapsed(now) -> new Result.Lapsed();
            case Booking.Held held -> extend(held, rule, now);
            case Booking.Expired expired -> new Result.Lapsed();
            case Booking.Confirmed confirmed -> new Result.Refused(Refusal.PAID);
            case Booking.Cancelled cancelled -> new Result.Refused(Refusal.CANCELLED);
        };
    }

    private Result extend(Booking.Held held, Rule rule, Instant now) {
        Booking.Terms terms = held.terms();
        if (terms.offerId() != null) {
            return new Result.Refused(Refusal.OFFER);
        }
        Instant wanted = now.plus(rule.by());
        boolean repetition = terms.extensions() > 0
                && Duration.between(terms.expiresAt(), wanted)
                                .compareTo(rule.by().dividedBy(REPETITION))
                        < 0;
        if (repetition) {
            return new Result.Extended(held);
        }
        if (terms.extensions() >= rule.times()) {
            return new Result.Refused(Refusal.OFTEN_ENOUGH);
        }
        Instant oldest = terms.createdAt().plus(rule.maxAge());
        Instant until = wanted.isBefore(oldest) ? wanted : oldest;
        if (!until.isAfter(terms.expiresAt())) {
            return new Result.Refused(Refusal.OLD_ENOUGH);
        }
        Booking.Held longer = held.extend(until);
        bookings.update(longer);
        return new Result.Extended(longer);
    }

    /** Why a hold gets no more time. */
    public enum Refusal {
        /** It has been extended as often as may be. */
        OFTEN_ENOUGH,
        /** It is as old as a hold gets. */
        OLD_ENOUGH,
        /** It was made for somebody in the waiting list, behind whom others wait. */
        OFFER,
        /** It is paid for and has no end any more. */
        PAID,
        /** It was given up. */
        CANCELLED
    }

    /** What became of the request. */
    public sealed interface Result {

        /** The hold as it is now. */
        record Extended(Booking.Held booking) implements Result {}

        record Refused(Refusal why) implements Result {}

        /** The hold's time is over. */
        record Lapsed() implements Result {}

        /** The buyer has no such booking. */
        record Unknown() implements Result {}
    }
}
