package dev.evently.booking.payment;

import dev.evently.booking.booking.BookingId;
import dev.evently.booking.booking.Money;
import dev.evently.booking.booking.PaymentId;
import java.time.Instant;
import java.util.UUID;

/**
 * Whoever moves the money.
 *
 * <p>Every call goes over a network and must be made outside any transaction. None throws for what the provider or the
 * network does: not knowing is an answer. All may be repeated; a repeated charge or refund moves money once.
 */
public interface PaymentProvider {

    /** Asks for money. The payment's id is idempotency key and reference. */
    Answer charge(Charge charge);

    /** Asks what became of a charge. */
    Answer find(PaymentId reference);

    /** Calls a pending charge back; answers what it is afterwards. */
    Answer cancel(String intent);

    /** Asks to send money back; true once it is on its way. The refund's id is idempotency key and reference. */
    boolean refund(UUID reference, String intent, long amount);

    /**
     * A charge.
     *
     * @param method what the buyer pays with, as the provider's own opaque token
     * @param expiresAt the provider should not take the money after this
     */
    record Charge(PaymentId reference, BookingId booking, Money amount, Method method, Instant expiresAt) {}

    /** What the buyer pays with. */
    record Method(String type, String token) {}

    /** What the provider says of a charge. */
    sealed interface Answer {

        /** The money is taken. */
        record Captured(String intent, Money taken) implements Answer {}

        /** It will tell later. */
        record Pending(String intent) implements Answer {}

        /** Refused for good, with a code for the reason. */
        record Declined(String reason) implements Answer {}

        /** Called back before the money was taken. */
        record Cancelled() implements Answer {}

        /** It has never heard of the charge; one that is on its way may still arrive. */
        record Absent() implements Answer {}

        /** No answer, or none that can be understood. */
        record Unknown() implements Answer {}
    }
}
