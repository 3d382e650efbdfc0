package dev.evently.booking.payment;

import dev.evently.booking.booking.BookingId;
import dev.evently.booking.booking.Money;
import dev.evently.booking.booking.PaymentId;
import java.time.Instant;
import java.util.UUID;

/** Money of a captured payment that goes back, whole or in part. */
public sealed interface Refund {

    Terms terms();

    default UUID id() {
        return terms().id();
    }

    /**
     * What is owed and never changes.
     *
     * @param id the provider's reference and idempotency key as well
     * @param reason a code for other services, see {@link RefundReason}
     */
    record Terms(
            UUID id, BookingId booking, PaymentId payment, Money amount, RefundReason reason, Instant requestedAt) {}

    /** Owed; the provider is asked until it has done it. */
    record Requested(Terms terms) implements Refund {

        public Succeeded succeed(Instant now) {
            return new Succeeded(terms, now);
        }
    }

    /** The provider has sent the money back. */
    record Succeeded(Terms terms, Instant at) implements Refund {}
}
