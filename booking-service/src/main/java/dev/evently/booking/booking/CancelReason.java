package dev.evently.booking.booking;

/** Who or what cancelled. */
public enum CancelReason {
    BUYER,
    ORGANIZER,
    EVENT_CANCELLED
}
