package dev.evently.booking.payment;

import dev.evently.booking.booking.Booking;

/** Tells the world what happened to money, if and only if the transaction commits. */
public interface PaymentEvents {

    void captured(Payment.Captured payment, Booking.Terms booking);

    void declined(Payment.Declined payment, Booking.Terms booking);

    void refunded(Refund.Succeeded refund, Booking.Terms booking);
}
