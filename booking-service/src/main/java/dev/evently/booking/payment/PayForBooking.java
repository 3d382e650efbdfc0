package dev.evently.booking.payment;

import dev.evently.booking.booking.Booking;
import dev.evently.booking.booking.BookingId;
import dev.evently.booking.booking.Bookings;
import dev.evently.booking.booking.PaymentId;
import dev.evently.booking.sharding.ShardedIds;
import dev.evently.booking.sharding.Shards;
import jakarta.inject.Named;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Pays for a held booking: writes the attempt down, asks the provider outside any transaction, and writes down the answer.
 * A crash in between leaves an open payment, which {@link ReconcilePayments} decides.
 */
@Named
public class PayForBooking {

    private final Shards shards;
    private final ShardedIds ids;
    private final Bookings bookings;
    private final Payments payments;
    private final PaymentProvider provider;
    private final SettlePayment settlePayment;
    private final Clock clock;

    PayForBooking(
            Shards shards,
            ShardedIds ids,
            Bookings bookings,
            Payments payments,
            PaymentProvider provider,
            SettlePayment settlePayment,
            Clock clock) {
        this.shards = shards;
        this.ids = ids;
        this.bookings = bookings;
        this.payments = payments;
        this.provider = provider;
        this.settlePayment = settlePayment;
        this.clock = clock;
    }

    /**
     * A buyer's wish to pay.
     *
     * @param key the client's idempotency key; it belongs to the booking
     */
    public record Order(BookingId booking, UUID buyer, String key, PaymentProvider.Method method) {

        /** A digest of what is asked for, so that the key cannot be used for something else. */
        String fingerprint() {
            try {
                MessageDigest digest = MessageDigest.getInstance("SHA-256");
                digest.update((method.type() + '\n' + method.token()).getBytes(StandardCharsets.UTF_8));
                return HexFormat.of().formatHex(digest.digest());
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java platform has SHA-256", e);
            }
        }
    }

    public Result pay(Order order) {
        return switch (shards.inTransaction(order.booking().bucket(), () -> begin(order))) {
            case Beginning.Ended(var result) -> result;
            case Beginning.Begun(var payment, var expiresAt) -> {
                PaymentProvider.Answer answer = provider.charge(new PaymentProvider.Charge(
                        payment.id(), order.booking(), payment.terms().amount(), order.method(), expiresAt));
                yield told(settlePayment.settle(payment.terms(), answer));
            }
        };
    }

    /** Whether the provider is to be asked. */
    private sealed interface Beginning {

        record Begun(Payment.Open payment, Instant expiresAt) implements Beginning {}

        record Ended(Result result) implements Beginning {}
    }

    private Beginning begin(Order order) {
        Optional<Booking> found = bookings.lock(order.booking())
                .filter(booking -> booking.terms().buyerId().equals(order.buyer()));
        if (found.isEmpty()) {
            return new Beginning.Ended(new Result.Unknown());
        }
        Booking booking = found.get();
        List<Payment> attempts = payments.ofBooking(order.booking());
        Optional<Payment> earlier = attempts.stream()
                .filter(payment -> payment.terms().key().equals(order.key()))
                .findFirst();
        if (earlier.isPresent()) {
            return new Beginning.Ended(repeated(earlier.get(), booking, order));
        }
        return switch (booking) {
            case Booking.Held held when held.lapsed(clock.instant()) -> new Beginning.Ended(new Result.HoldExpired());
            case Booking.Held held
            when attempts.stream().anyMatch(Payment.Open.class::isInstance) ->
                new Beginning.Ended(new Result.AnotherInFlight());
            case Booking.Held held -> begin(held, order);
            case Booking.Confirmed _ -> new Beginning.Ended(new Result.AlreadyConfirmed());
            case Booking.Cancelled _ -> new Beginning.Ended(new Result.BookingCancelled());
            case Booking.Expired _ -> new Beginning.Ended(new Result.HoldExpired());
        };
    }

    private Beginning begin(Booking.Held held, Order order) {
        Instant now = clock.instant();
        PaymentId id = new PaymentId(ids.next(held.id().bucket()));
        Payment.Terms terms = new Payment.Terms(id, held.id(), held.total(), order.key(), order.fingerprint(), now);
        Payment.Open open = new Payment.Open(terms, Payment.Stage.INITIATED);
        payments.insert(open, now.plus(ReconcilePayments.FIRST_CHECK));
        if (held.total().amount() == 0) {
            Payment.Captured free = open.capture(null, held.total(), now);
            return new Beginning.Ended(told(settlePayment.captured(free, held)));
        }
        return new Beginning.Begun(open, held.terms().expiresAt());
    }

    private static Result repeated(Payment payment, Booking booking, Order order) {
        return payment.terms().fingerprint().equals(order.fingerprint())
                ? told(new SettlePayment.Settled(payment, booking))
                : new Result.KeyReused();
    }

    private static Result told(SettlePayment.Settled settled) {
        Booking booking = settled.booking();
        return switch (settled.payment()) {
            case Payment.Open(var terms, var stage) ->
                stage == Payment.Stage.INITIATED ? new Result.InFlight() : new Result.Pending(terms.id(), booking);
            case Payment.Declined declined -> new Result.Declined(declined.id(), declined.reason());
            case Payment.Voided voided -> new Result.Declined(voided.id(), "not_processed");
            case Payment.Captured captured ->
                switch (booking) {
                    case Booking.Confirmed confirmed
                    when confirmed.payment().equals(captured.id()) -> new Result.Captured(captured.id(), confirmed);
                    case Booking.Cancelled cancelled
                    when captured.id().equals(cancelled.payment()) -> new Result.Captured(captured.id(), cancelled);
                    case Booking.Confirmed _ -> new Result.AlreadyConfirmed();
                    case Booking.Cancelled _ -> new Result.BookingCancelled();
                    case Booking.Expired _ -> new Result.HoldExpired();
                    case Booking.Held _ -> new Result.Declined(captured.id(), "wrong_amount");
                };
        };
    }

    /** What became of the attempt. */
    public sealed interface Result {

        /** Paid, now or by an earlier request with the same key; the booking as it is now. */
        record Captured(PaymentId payment, Booking booking) implements Result {}

        /** The provider has not decided, or nobody knows whether it has. */
        record Pending(PaymentId payment, Booking booking) implements Result {}

        /** Nothing was taken, or what was taken goes back; the hold stays as it is. */
        record Declined(PaymentId payment, String reason) implements Result {}

        /** The hold was over before the money came. What came too late goes back. */
        record HoldExpired() implements Result {}

        /** Another attempt has paid for the booking. */
        record AlreadyConfirmed() implements Result {}

        record BookingCancelled() implements Result {}

        /** Another attempt is not decided yet. */
        record AnotherInFlight() implements Result {}

        /** The first request with this key has not been answered yet. */
        record InFlight() implements Result {}

        /** The key belongs to a request that asked for something else. */
        record KeyReused() implements Result {}

        /** No such booking of this buyer. */
        record Unknown() implements Result {}
    }
}
