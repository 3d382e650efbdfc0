package dev.evently.waitlist.offers;

import dev.evently.waitlist.line.Hold;
import dev.evently.waitlist.line.OfferId;
import dev.evently.waitlist.line.Party;
import java.util.UUID;

/** Makes and gives back holds for those who wait. Every call is safe to repeat, and none belongs in a transaction. */
interface Holds {

    /** Asks for places for a party. One offer id is one hold, however often it is asked for. */
    Answer hold(Party party, OfferId offer);

    /** Gives a hold back; false when it is not known whether that worked. What is paid or over stays as it is. */
    boolean giveBack(UUID bookingId);

    /** What came of asking for a hold. */
    sealed interface Answer {

        record Held(Hold hold) implements Answer {}

        /** Fewer places are left than the party wants. */
        record SoldOut(int left) implements Answer {}

        /** Nothing of the event is sold at the moment. */
        record NotOnSale() implements Answer {}

        /**
         * This party cannot be served as it is: it is larger than a booking may be by now, or has as many places of the
         * event already as one buyer may have.
         */
        record Refused(String reason) implements Answer {}

        /** Whether places are held is not known, and to be asked again with the same offer id. */
        record Unknown(String reason) implements Answer {}
    }
}
