package dev.evently.waitlist.offers;

import dev.evently.waitlist.line.OfferId;
import dev.evently.waitlist.line.Party;
import java.util.UUID;

/** What a walk along a line has to do next. */
sealed interface Step {

    /**
     * Ask booking-service for places.
     *
     * @param fresh false when the same offer may have been asked for before
     */
    record Ask(Party party, OfferId offer, boolean fresh) implements Step {}

    /** Give the hold of somebody back who has left. */
    record GiveBack(Party party, UUID bookingId) implements Step {}

    /** Some entries were closed, since there is nothing to wait for; there may be more. */
    record Closed() implements Step {}

    /** Nobody is left to ask for; the claim has ended. */
    record Done() implements Step {}

    /** Another dispatcher has the line by now. */
    record Lost() implements Step {}
}
