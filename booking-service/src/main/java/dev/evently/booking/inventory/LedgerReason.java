package dev.evently.booking.inventory;

/** Why places moved. */
public enum LedgerReason {
    /** The quota came into being. */
    OPENED,
    /** The organizer wants more or fewer places. */
    CAPACITY_CHANGED,
    /** The organizer keeps places back, or puts such on sale. */
    BLOCKED_CHANGED,
    /** A booking took places from sale. */
    HELD,
    /** A payment turned held places into sold ones. */
    SOLD,
    /** A hold's time was over. */
    EXPIRED,
    /** A hold was given up. */
    CANCELLED,
    /** Sold places were given back. */
    REFUNDED,
    /** The event was cancelled: nothing is on sale any more. */
    CLOSED
}
