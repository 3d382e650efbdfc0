package dev.evently.booking.payment;

import dev.evently.booking.booking.Booking;
import dev.evently.booking.booking.BookingId;
import dev.evently.booking.booking.CancelReason;
import dev.evently.booking.booking.Money;
import dev.evently.booking.booking.RefundDesk;
import jakarta.inject.Named;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Owes back what cancelled items cost, in the transaction that cancels them. */
@Named
class OpenRefund implements RefundDesk {

    private final OweRefund oweRefund;
    private final Refunds refunds;

    OpenRefund(OweRefund oweRefund, Refunds refunds) {
        this.oweRefund = oweRefund;
        this.refunds = refunds;
    }

    @Override
    public RefundDesk.Refund open(Booking.Confirmed booking, Money amount, CancelReason reason, Instant at) {
        return shown(oweRefund.owe(booking.id(), booking.payment(), amount, RefundReason.of(reason), at));
    }

    @Override
    public Optional<RefundDesk.Refund> find(BookingId booking, UUID refund) {
        return refunds.find(booking, refund).map(OpenRefund::shown);
    }

    private static RefundDesk.Refund shown(dev.evently.booking.payment.Refund refund) {
        RefundDesk.Refund.Status status =
                switch (refund) {
                    case dev.evently.booking.payment.Refund.Requested _ -> RefundDesk.Refund.Status.REQUESTED;
                    case dev.evently.booking.payment.Refund.Succeeded _ -> RefundDesk.Refund.Status.SUCCEEDED;
                };
        return new RefundDesk.Refund(refund.id(), refund.terms().amount(), status);
    }
}
