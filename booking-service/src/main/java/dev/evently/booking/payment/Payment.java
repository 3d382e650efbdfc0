package dev.evently.booking.payment;

import dev.evently.booking.booking.BookingId;
import dev.evently.booking.booking.Money;
import dev.evently.booking.booking.PaymentId;
import dev.evently.booking.sharding.Bucket;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to pay for a booking.
 *
 * <p>Money that has moved is a fact that no state can refuse: a payment given up as declined or never made still becomes
 * {@link Captured} when the provider says so, and is then paid back.
 */
public sealed interface Payment {

    Terms terms();

    default PaymentId id() {
        return terms().id();
    }

    /**
     * What was asked for and never changes.
     *
     * @param id the provider's reference and idempotency key as well
     * @param amount the booking's total when the attempt began
     * @param key the client's idempotency key
     * @param fingerprint a digest of the client's request
     */
    record Terms(PaymentId id, BookingId booking, Money amount, String key, String fingerprint, Instant createdAt) {

        public Bucket bucket() {
            return booking.bucket();
        }
    }

    /** How much is known of an open payment. */
    enum Stage {
        /** Written down; the provider may or may not have been asked. */
        INITIATED,
        /** The provider was asked and did not answer. */
        UNKNOWN,
        /** The provider has it and will tell. */
        PENDING
    }

    /** Not decided yet. A booking has at most one of these. */
    record Open(Terms terms, Stage stage) implements Payment {

        public Open at(Stage next) {
            return new Open(terms, next);
        }

        public Declined decline(String reason, Instant now) {
            return new Declined(terms, reason, now);
        }

        public Voided abandon(Instant now) {
            return new Voided(terms, now);
        }

        public Captured capture(@Nullable String intent, Money taken, Instant now) {
            return new Captured(terms, intent, taken, now);
        }
    }

    /**
     * The provider has taken the money.
     *
     * @param intent the provider's name for it; null when nothing had to be taken
     * @param taken what it says it took
     */
    record Captured(Terms terms, @Nullable String intent, Money taken, Instant at) implements Payment {}

    /** The provider refused. */
    record Declined(Terms terms, String reason, Instant at) implements Payment {

        public Captured capture(@Nullable String intent, Money taken, Instant now) {
            return new Captured(terms, intent, taken, now);
        }
    }

    /** Called back before it was taken, or never heard of by the provider. */
    record Voided(Terms terms, Instant at) implements Payment {

        public Captured capture(@Nullable String intent, Money taken, Instant now) {
            return new Captured(terms, intent, taken, now);
        }
    }
}
