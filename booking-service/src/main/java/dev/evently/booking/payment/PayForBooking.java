package dev.evently.booking.payment;

import static java.util.stream.Collectors.toUnmodifiableSet;

import dev.evently.booking.booking.Booking;
import dev.evently.booking.booking.BookingId;
import dev.evently.booking.booking.Bookings;
import dev.evently.booking.booking.PaymentId;
import dev.evently.booking.combining.Combiner;
import dev.evently.booking.combining.CombiningSettings;
import dev.evently.booking.sharding.ShardId;
import dev.evently.booking.sharding.ShardUnavailableException;
import dev.evently.booking.sharding.ShardedIds;
import dev.evently.booking.sharding.Shards;
import jakarta.inject.Named;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Pays for a held booking: writes the attempt down, asks the provider outside any transaction, and writes down the answer.
 * A crash in between leaves an open payment, which {@link ReconcilePayments} decides. Payments that come while a transaction
 * in which others begin is under way on their shard share the next one.
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
    private final Combiner<ShardId, Order, Beginning> combiner;

    PayForBooking(
            Shards shards,
            ShardedIds ids,
            Bookings bookings,
            Payments payments,
            PaymentProvider provider,
            SettlePayment settlePayment,
            CombiningSettings settings,
            Clock clock) {
        this.shards = shards;
        this.ids = ids;
        this.bookings = bookings;
        this.payments = payments;
        this.provider = provider;
        this.settlePayment = settlePayment;
        this.clock = clock;
        this.combiner = new Combiner<>(
                (shard, orders) -> shards.inTransaction(shard, () -> beginTogether(orders, false)),
                SettlePayment.TOGETHER,
                SettlePayment.WAITING,
                ShardUnavailableException.class::isInstance,
                settings.pace());
    }

    /**
     * A buyer's wish to pay.
     *
     * @param key the client's idempotency key; it belongs to the booking
     * @param traceparent the W3C trace context of the request, in which its events go on though another thread writes them
     */
    public record Order(
            BookingId booking,
            UUID buyer,
            String key,
            PaymentProvider.Method method,
            @Nullable String traceparent) {

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

    /** Waits for as long as the provider may take, outside any transaction. */
    public Result pay(Order order) {
        ShardId shard = shards.shardOf(order.booking().bucket());
        return combiner.submit(shard, order)
                .map(beginning -> beginning instanceof Beginning.Apart ? beginAlone(order) : beginning)
                .map(beginning -> switch (beginning) {
                    case Beginning.Ended(var result) -> result;
                    case Beginning.Begun(var payment, var expiresAt) -> charge(order, payment, expiresAt);
                    case Beginning.Apart() -> throw new IllegalStateException("Nothing is more alone than " + order);
                })
                .orElseGet(Result.TooManyWait::new);
    }

    private Beginning beginAlone(Order order) {
        return shards.inTransaction(
                order.booking().bucket(),
                () -> beginTogether(List.of(order), true).getFirst());
    }

    /** How many orders wait for the shard's next round now. */
    int waiting(ShardId shard) {
        return combiner.waiting(shard);
    }

    private Result charge(Order order, Payment.Open payment, Instant expiresAt) {
        PaymentProvider.Answer answer = provider.charge(new PaymentProvider.Charge(
                payment.id(), order.booking(), payment.terms().amount(), order.method(), expiresAt));
        return settlePayment
                .settle(new SettlePayment.News(payment.terms(), answer, order.traceparent()))
                .map(PayForBooking::told)
                .orElseGet(Result.TooManyWait::new);
    }

    /** Whether the provider is to be asked. */
    private sealed interface Beginning {

        record Begun(Payment.Open payment, Instant expiresAt) implements Beginning {}

        record Ended(Result result) implements Beginning {}

        /** Not known yet: nobody has the booking, or somebody else, and it needs a transaction of its own. */
        record Apart() implements Beginning {}
    }

    private List<Beginning> beginTogether(List<Order> orders, boolean alone) {
        Map<BookingId, Booking> locked = alone
                ? SettlePayment.lockOne(bookings, orders.getFirst().booking())
                : bookings.lockFree(orders.stream().map(Order::booking).collect(toUnmodifiableSet()));
        Round round = new Round(locked, payments.ofBookings(locked.keySet()), clock.instant(), alone);
        List<Beginning> beginnings = orders.stream().map(round::begin).toList();
        round.write();
        return beginnings;
    }

    /** The orders of one transaction, each looked at as those before it have left things. */
    private final class Round {

        private final Map<BookingId, Booking> booked;
        private final Map<BookingId, List<Payment>> attempts = new HashMap<>();
        private final SettlePayment.Round free;
        private final List<Payment.Open> begun = new ArrayList<>();
        private final Instant now;
        private final boolean alone;

        Round(Map<BookingId, Booking> locked, Map<BookingId, List<Payment>> earlier, Instant now, boolean alone) {
            this.booked = new HashMap<>(locked);
            this.free = settlePayment.round(locked, now);
            this.now = now;
            this.alone = alone;
            earlier.forEach((booking, known) -> attempts.put(booking, new ArrayList<>(known)));
        }

        Beginning begin(Order order) {
            Booking booking = booked.get(order.booking());
            if (booking == null && !alone) {
                return new Beginning.Apart();
            }
            if (booking == null || !booking.terms().buyerId().equals(order.buyer())) {
                return new Beginning.Ended(new Result.Unknown());
            }
            List<Payment> known = attempts.computeIfAbsent(order.booking(), none -> new ArrayList<>());
            Optional<Payment> earlier = known.stream()
                    .filter(payment -> payment.terms().key().equals(order.key()))
                    .findFirst();
            if (earlier.isPresent()) {
                return new Beginning.Ended(repeated(earlier.get(), booking, order));
            }
            return switch (booking) {
                case Booking.Held held when held.lapsed(now) -> new Beginning.Ended(new Result.HoldExpired());
                case Booking.Held held
                when known.stream().anyMatch(Payment.Open.class::isInstance) ->
                    new Beginning.Ended(new Result.AnotherInFlight());
                case Booking.Held held -> begin(held, order, known);
                case Booking.Confirmed _ -> new Beginning.Ended(new Result.AlreadyConfirmed());
                case Booking.Cancelled _ -> new Beginning.Ended(new Result.BookingCancelled());
                case Booking.Expired _ -> new Beginning.Ended(new Result.HoldExpired());
            };
        }

        private Beginning begin(Booking.Held held, Order order, List<Payment> known) {
            PaymentId id = new PaymentId(ids.next(held.id().bucket()));
            Payment.Terms terms = new Payment.Terms(id, held.id(), held.total(), order.key(), order.fingerprint(), now);
            Payment.Open open = new Payment.Open(terms, Payment.Stage.INITIATED);
            begun.add(open);
            if (held.total().amount() > 0) {
                known.add(open);
                return new Beginning.Begun(open, held.terms().expiresAt());
            }
            SettlePayment.Settled settled = free.captured(
                            open.capture(null, held.total(), now), held, order.traceparent())
                    .orElseThrow();
            known.add(settled.payment());
            booked.put(held.id(), settled.booking());
            return new Beginning.Ended(told(settled));
        }

        void write() {
            payments.insertAll(begun, now.plus(ReconcilePayments.FIRST_CHECK));
            free.write();
        }
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

        /** So much waits for the shard already that this was not looked at; money that was taken is settled all the same. */
        record TooManyWait() implements Result {}

        /** No such booking of this buyer. */
        record Unknown() implements Result {}
    }
}
