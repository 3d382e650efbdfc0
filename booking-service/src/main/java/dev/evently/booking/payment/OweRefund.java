package dev.evently.booking.payment;

import dev.evently.booking.booking.BookingId;
import dev.evently.booking.booking.Money;
import dev.evently.booking.booking.PaymentId;
import dev.evently.booking.sharding.ShardedIds;
import jakarta.inject.Named;
import java.time.Instant;

/** Writes down that money is owed back. {@link PayRefunds} sees to it once the transaction has committed. */
@Named
class OweRefund {

    private final Payments payments;
    private final Refunds refunds;
    private final ShardedIds ids;

    OweRefund(Payments payments, Refunds refunds, ShardedIds ids) {
        this.payments = payments;
        this.refunds = refunds;
        this.ids = ids;
    }

    /** Owes part of a payment. */
    Refund.Requested owe(BookingId booking, PaymentId payment, Money amount, RefundReason reason, Instant at) {
        if (!payments.reserveForRefund(booking.bucket(), payment, amount.amount())) {
            throw new IllegalStateException("Payment " + payment + " has less than " + amount + " left to refund");
        }
        Refund.Requested refund = new Refund.Requested(
                new Refund.Terms(ids.next(booking.bucket()), booking, payment, amount, reason, at));
        refunds.insert(refund);
        return refund;
    }

    /** Owes all of a payment that has bought nothing. */
    void oweAll(Payment.Captured payment, RefundReason reason) {
        if (payment.taken().amount() > 0) {
            var _ = owe(payment.terms().booking(), payment.id(), payment.taken(), reason, payment.at());
        }
    }
}
