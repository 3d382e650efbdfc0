package dev.evently.booking.booking;

import java.util.UUID;

/** The id of the payment that confirmed a booking. */
public record PaymentId(UUID value) {}
