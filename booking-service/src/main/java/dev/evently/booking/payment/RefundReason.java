package dev.evently.booking.payment;

import dev.evently.booking.booking.CancelReason;

/** Why money goes back. */
public enum RefundReason {
    BUYER,
    ORGANIZER,
    EVENT_CANCELLED,
    /** The money was taken when the hold was over, or the booking given up. */
    LATE_CAPTURE,
    /** Another payment had paid for the booking. */
    SECOND_PAYMENT,
    /** The provider took another amount than it was asked for. */
    WRONG_AMOUNT;

    static RefundReason of(CancelReason reason) {
        return switch (reason) {
            case BUYER -> BUYER;
            case ORGANIZER -> ORGANIZER;
            case EVENT_CANCELLED -> EVENT_CANCELLED;
        };
    }
}
