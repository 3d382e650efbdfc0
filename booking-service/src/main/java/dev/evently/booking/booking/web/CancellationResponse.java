package dev.evently.booking.booking.web;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.evently.booking.booking.RefundDesk;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A booking after a cancellation.
 *
 * @param refund what pays for the items; null when nothing had been paid for them
 */
record CancellationResponse(
        @JsonUnwrapped BookingResponse booking, @Nullable RefundResponse refund) {

    /** Money on its way back. */
    record RefundResponse(UUID id, long amount, String currency, RefundDesk.Refund.Status status) {

        static @Nullable RefundResponse of(RefundDesk.@Nullable Refund refund) {
            return refund == null
                    ? null
                    : new RefundResponse(
                            refund.id(),
                            refund.amount().amount(),
                            refund.amount().currency(),
                            refund.status());
        }
    }
}
