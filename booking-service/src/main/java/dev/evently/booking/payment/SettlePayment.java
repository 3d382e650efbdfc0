package dev.evently.booking.payment;

import dev.evently.booking.booking.Booking;
import dev.evently.booking.booking.Bookings;
import dev.evently.booking.booking.ConfirmBooking;
import dev.evently.booking.booking.PaymentId;
import dev.evently.booking.sharding.Bucket;
import dev.evently.booking.sharding.Shards;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Writes down what the provider says of a payment and draws the consequence, in one transaction: captured money becomes
 * tickets or a refund.
 *
 * <p>The same news may come as an answer, as a webhook and from the reconciler, in any order and any number of times; the
 * first has the effect. Locks are taken in the order booking, payment, as everywhere.
 */
@Named
public class SettlePayment {

    /** A charge the provider has not heard of by then never reached it: far beyond every time-out on the way. */
    static final Duration GIVE_UP_AFTER = Duration.ofSeconds(30);

    private final Shards shards;
    private final Bookings bookings;
    private final Payments payments;
    private final ConfirmBooking confirmBooking;
    private final OweRefund oweRefund;
    private final PaymentEvents events;
    private final Clock clock;

    SettlePayment(
            Shards shards,
            Bookings bookings,
            Payments payments,
            ConfirmBooking confirmBooking,
            OweRefund oweRefund,
            PaymentEvents events,
            Clock clock) {
        this.shards = shards;
        this.bookings = bookings;
        this.payments = payments;
        this.confirmBooking = confirmBooking;
        this.oweRefund = oweRefund;
        this.events = events;
        this.clock = clock;
    }

    /** The payment and its booking after the news. */
    public record Settled(Payment payment, Booking booking) {}

    /** Joins the caller's transaction when one is open on the shard. Empty when there is no such payment. */
    public Optional<Settled> settle(Bucket bucket, PaymentId id, PaymentProvider.Answer answer) {
        return shards.inTransaction(
                bucket, () -> payments.find(bucket, id).map(found -> settle(found.terms(), answer)));
    }

    /** As {@link #settle(Bucket, PaymentId, PaymentProvider.Answer)}, for a payment that is known to exist. */
    Settled settle(Payment.Terms terms, PaymentProvider.Answer answer) {
        return shards.inTransaction(terms.bucket(), () -> {
            Booking booking = bookings.lock(terms.booking()).orElseThrow();
            Payment payment = payments.lock(terms.bucket(), terms.id()).orElseThrow();
            return apply(payment, booking, answer, clock.instant());
        });
    }

    /** Whether this is news no more, as most of what the provider tells is after its own answer to the charge. */
    public boolean knows(Bucket bucket, PaymentId id, PaymentProvider.Answer answer) {
        return answer instanceof PaymentProvider.Answer.Captured
                && shards.inTransaction(bucket, () -> payments.find(bucket, id))
                        .filter(Payment.Captured.class::isInstance)
                        .isPresent();
    }

    private Settled apply(Payment payment, Booking booking, PaymentProvider.Answer answer, Instant now) {
        return switch (answer) {
            case PaymentProvider.Answer.Captured taken ->
                switch (payment) {
                    case Payment.Open open -> captured(open.capture(taken.intent(), taken.taken(), now), booking);
                    case Payment.Declined declined ->
                        captured(declined.capture(taken.intent(), taken.taken(), now), booking);
                    case Payment.Voided voided -> captured(voided.capture(taken.intent(), taken.taken(), now), booking);
                    case Payment.Captured captured -> new Settled(captured, booking);
                };
            case PaymentProvider.Answer.Pending _ -> stillOpen(payment, booking, Payment.Stage.PENDING);
            case PaymentProvider.Answer.Unknown _ -> stillOpen(payment, booking, Payment.Stage.UNKNOWN);
            case PaymentProvider.Answer.Declined(var reason) -> {
                if (!(payment instanceof Payment.Open open)) {
                    yield new Settled(payment, booking);
                }
                Payment.Declined declined = open.decline(reason, now);
                payments.update(declined);
                events.declined(declined, booking.terms());
                yield new Settled(declined, booking);
            }
            case PaymentProvider.Answer.Cancelled _ -> abandoned(payment, booking, now);
            case PaymentProvider.Answer.Absent _ -> {
                boolean onItsWay = now.isBefore(payment.terms().createdAt().plus(GIVE_UP_AFTER));
                yield onItsWay ? new Settled(payment, booking) : abandoned(payment, booking, now);
            }
        };
    }

    /** A payment known to be pending stays so when the provider falls silent. */
    private Settled stillOpen(Payment payment, Booking booking, Payment.Stage stage) {
        if (payment instanceof Payment.Open open && open.stage().compareTo(stage) < 0) {
            Payment.Open next = open.at(stage);
            payments.update(next);
            return new Settled(next, booking);
        }
        return new Settled(payment, booking);
    }

    private Settled abandoned(Payment payment, Booking booking, Instant now) {
        if (payment instanceof Payment.Open open) {
            Payment.Voided voided = open.abandon(now);
            payments.update(voided);
            return new Settled(voided, booking);
        }
        return new Settled(payment, booking);
    }

    /** Also settles a booking that costs nothing: nothing is taken and the rest is the same. */
    Settled captured(Payment.Captured payment, Booking booking) {
        payments.update(payment);
        events.captured(payment, booking.terms());
        if (!payment.taken().equals(payment.terms().amount())) {
            oweRefund.oweAll(payment, RefundReason.WRONG_AMOUNT);
            return new Settled(payment, booking);
        }
        return switch (confirmBooking.confirm(booking, payment.id())) {
            case ConfirmBooking.Result.Confirmed(var confirmed) -> new Settled(payment, confirmed);
            case ConfirmBooking.Result.Lapsed(var expired) -> {
                oweRefund.oweAll(payment, RefundReason.LATE_CAPTURE);
                yield new Settled(payment, expired);
            }
            case ConfirmBooking.Result.Refused(var other) -> {
                oweRefund.oweAll(
                        payment,
                        other instanceof Booking.Confirmed ? RefundReason.SECOND_PAYMENT : RefundReason.LATE_CAPTURE);
                yield new Settled(payment, other);
            }
            case ConfirmBooking.Result.Unknown() ->
                throw new IllegalStateException("Booking " + booking.id() + " vanished while it was locked");
        };
    }
}
