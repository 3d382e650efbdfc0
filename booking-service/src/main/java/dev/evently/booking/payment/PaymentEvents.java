package dev.evently.booking.payment;

import dev.evently.booking.booking.Booking;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells the world what happened to money, if and only if the transaction commits. */
public interface PaymentEvents {

    void captured(List<Capture> captures);

    /**
     * Tells of a refusal.
     *
     * @param traceparent the trace of what brought the news
     */
    void declined(Payment.Declined payment, Booking.Terms booking, @Nullable String traceparent);

    void refunded(Refund.Succeeded refund, Booking.Terms booking);

    /**
     * Money that was taken for a booking.
     *
     * @param traceparent the trace of what brought the news
     */
    record Capture(
            Payment.Captured payment,
            Booking.Terms booking,
            @Nullable String traceparent) {}
}
