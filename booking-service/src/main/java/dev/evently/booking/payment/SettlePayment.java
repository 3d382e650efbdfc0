package dev.evently.booking.payment;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.evently.booking.booking.Booking;
import dev.evently.booking.booking.BookingId;
import dev.evently.booking.booking.Bookings;
import dev.evently.booking.booking.ConfirmBooking;
import dev.evently.booking.booking.PaymentId;
import dev.evently.booking.combining.Combiner;
import dev.evently.booking.combining.CombiningSettings;
import dev.evently.booking.sharding.Bucket;
import dev.evently.booking.sharding.ShardId;
import dev.evently.booking.sharding.ShardUnavailableException;
import dev.evently.booking.sharding.Shards;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes down what the provider says of a payment and draws the consequence, in one transaction: captured money becomes
 * tickets or a refund. Answers of the provider that come while such a transaction of their shard is under way share the next
 * one, in the order they came.
 *
 * <p>The same news may come as an answer, as a webhook and from the reconciler, in any order and any number of times; the
 * first has the effect. Locks are taken in one order everywhere: bookings, payments, then places.
 */
@Named
public class SettlePayment {

    /** A charge the provider has not heard of by then never reached it: far beyond every time-out on the way. */
    static final Duration GIVE_UP_AFTER = Duration.ofSeconds(30);

    /** How much news shares a transaction at most: it keeps the bookings, and then the quotas of their events. */
    static final int TOGETHER = 250;

    /** How much news waits for one shard at most. What is refused then is found out by {@link ReconcilePayments}. */
    static final int WAITING = 3_000;

    private final Shards shards;
    private final Bookings bookings;
    private final Payments payments;
    private final ConfirmBooking confirmBooking;
    private final OweRefund oweRefund;
    private final PaymentEvents events;
    private final Clock clock;
    private final Combiner<ShardId, News, Outcome> combiner;

    /** Payments that are known to be captured, which they stay: their webhooks need not be looked up. */
    private final Cache<PaymentId, PaymentId> capturedLately = Caffeine.newBuilder()
            .maximumSize(100_000)
            .expireAfterWrite(Duration.ofMinutes(5))
            .build();

    SettlePayment(
            Shards shards,
            Bookings bookings,
            Payments payments,
            ConfirmBooking confirmBooking,
            OweRefund oweRefund,
            PaymentEvents events,
            CombiningSettings settings,
            Clock clock) {
        this.shards = shards;
        this.bookings = bookings;
        this.payments = payments;
        this.confirmBooking = confirmBooking;
        this.oweRefund = oweRefund;
        this.events = events;
        this.clock = clock;
        this.combiner = new Combiner<>(
                (shard, news) -> shards.inTransaction(shard, () -> settleTogether(news, false)),
                TOGETHER,
                WAITING,
                ShardUnavailableException.class::isInstance,
                settings.pace());
    }

    /** The payment and its booking after the news. */
    public record Settled(Payment payment, Booking booking) {}

    /**
     * What the provider says of a payment that is known to exist.
     *
     * @param traceparent the trace of what brought the news, in which its events go on though another thread writes them
     */
    record News(
            Payment.Terms payment,
            PaymentProvider.Answer answer,
            @Nullable String traceparent) {}

    /** What a round makes of one piece of news. */
    private sealed interface Outcome {

        record Done(Settled settled) implements Outcome {}

        /** Nothing yet: it ends a hold, or others have the booking, and it needs a transaction of its own. */
        record Apart() implements Outcome {}
    }

    /** Joins the caller's transaction when one is open on the shard. Empty when there is no such payment. */
    public Optional<Settled> settle(
            Bucket bucket, PaymentId id, PaymentProvider.Answer answer, @Nullable String traceparent) {
        return shards.inTransaction(
                bucket,
                () -> payments.find(bucket, id)
                        .map(found -> settleAlone(new News(found.terms(), answer, traceparent))));
    }

    /** Settles together with other news of the shard, outside any transaction. Empty when too much news waits already. */
    Optional<Settled> settle(News news) {
        return combiner.submit(shards.shardOf(news.payment().bucket()), news).map(outcome -> switch (outcome) {
            case Outcome.Done(var settled) -> remembered(settled);
            case Outcome.Apart() -> remembered(settleAlone(news));
        });
    }

    private Settled remembered(Settled settled) {
        if (settled.payment() instanceof Payment.Captured captured) {
            capturedLately.put(captured.id(), captured.id());
        }
        return settled;
    }

    /** How much news waits for the shard's next round now. */
    int waiting(ShardId shard) {
        return combiner.waiting(shard);
    }

    /**
     * Settles what the provider tells of its own accord, most of which is news no more after its own answer to the charge.
     *
     * @return whether it may be forgotten; false when too much news waits already
     */
    public boolean hear(Bucket bucket, PaymentId id, PaymentProvider.Answer answer, @Nullable String traceparent) {
        boolean captured = answer instanceof PaymentProvider.Answer.Captured;
        if (captured && capturedLately.getIfPresent(id) != null) {
            return true;
        }
        Optional<Payment> found = shards.inTransaction(bucket, () -> payments.find(bucket, id));
        return found.isEmpty()
                || (captured && found.get() instanceof Payment.Captured)
                || settle(new News(found.get().terms(), answer, traceparent)).isPresent();
    }

    private Settled settleAlone(News news) {
        List<Outcome> outcomes =
                shards.inTransaction(news.payment().bucket(), () -> settleTogether(List.of(news), true));
        return switch (outcomes.getFirst()) {
            case Outcome.Done(var settled) -> settled;
            case Outcome.Apart() -> throw new IllegalStateException("Nothing is more alone than " + news);
        };
    }

    private List<Outcome> settleTogether(List<News> news, boolean alone) {
        List<BookingId> ids =
                news.stream().map(told -> told.payment().booking()).toList();
        Map<BookingId, Booking> booked = alone ? lockOne(bookings, ids.getFirst()) : bookings.lockFree(Set.copyOf(ids));
        Map<PaymentId, Payment> paid =
                payments.findAll(news.stream().map(News::payment).distinct().toList());
        Round round = new Round(booked, paid, clock.instant(), alone);
        List<Outcome> outcomes = news.stream().map(round::settle).toList();
        round.write();
        return outcomes;
    }

    /** Waits for the booking. Rounds that others wait for leave out what somebody has locked instead. */
    static Map<BookingId, Booking> lockOne(Bookings bookings, BookingId id) {
        return bookings.lock(id).map(booking -> Map.of(id, booking)).orElseGet(Map::of);
    }

    /** A round that captures new payments of bookings which the caller's transaction has locked. */
    Round round(Map<BookingId, Booking> locked, Instant now) {
        return new Round(locked, Map.of(), now, false);
    }

    /**
     * What one transaction settles: each piece of news is decided as those before it have left things, and what becomes of
     * all of them is written together at the end.
     */
    final class Round {

        private final Map<BookingId, Booking> booked;
        private final Map<PaymentId, Payment> paid;
        private final Instant now;
        private final boolean alone;
        private final List<PaymentEvents.Capture> captures = new ArrayList<>();
        private final List<ConfirmBooking.Sale> sales = new ArrayList<>();
        private final List<Booking.Held> lapsed = new ArrayList<>();
        private final List<Debt> debts = new ArrayList<>();

        private Round(Map<BookingId, Booking> booked, Map<PaymentId, Payment> paid, Instant now, boolean alone) {
            this.booked = new HashMap<>(booked);
            this.paid = new HashMap<>(paid);
            this.now = now;
            this.alone = alone;
        }

        /** Money that has bought nothing. */
        private record Debt(Payment.Captured payment, RefundReason reason) {}

        private Outcome settle(News news) {
            Booking booking = booked.get(news.payment().booking());
            if (booking == null && !alone) {
                return new Outcome.Apart();
            }
            Objects.requireNonNull(booking);
            Payment payment = Optional.ofNullable(paid.get(news.payment().id())).orElseThrow();
            Optional<Settled> settled = apply(payment, booking, news);
            settled.ifPresent(after -> {
                paid.put(after.payment().id(), after.payment());
                booked.put(after.booking().id(), after.booking());
            });
            return settled.<Outcome>map(Outcome.Done::new).orElseGet(Outcome.Apart::new);
        }

        private Optional<Settled> apply(Payment payment, Booking booking, News news) {
            return switch (news.answer()) {
                case PaymentProvider.Answer.Captured(var intent, var taken) ->
                    switch (payment) {
                        case Payment.Open open ->
                            captured(open.capture(intent, taken, now), booking, news.traceparent());
                        case Payment.Declined declined ->
                            captured(declined.capture(intent, taken, now), booking, news.traceparent());
                        case Payment.Voided voided ->
                            captured(voided.capture(intent, taken, now), booking, news.traceparent());
                        case Payment.Captured captured -> Optional.of(new Settled(captured, booking));
                    };
                case PaymentProvider.Answer.Pending _ -> stillOpen(payment, booking, Payment.Stage.PENDING);
                case PaymentProvider.Answer.Unknown _ -> stillOpen(payment, booking, Payment.Stage.UNKNOWN);
                case PaymentProvider.Answer.Declined(var reason) -> {
                    if (!(payment instanceof Payment.Open open)) {
                        yield Optional.of(new Settled(payment, booking));
                    }
                    Payment.Declined declined = open.decline(reason, now);
                    payments.update(declined);
                    events.declined(declined, booking.terms(), news.traceparent());
                    yield Optional.of(new Settled(declined, booking));
                }
                case PaymentProvider.Answer.Cancelled _ -> abandoned(payment, booking);
                case PaymentProvider.Answer.Absent _ -> {
                    boolean onItsWay = now.isBefore(payment.terms().createdAt().plus(GIVE_UP_AFTER));
                    yield onItsWay ? Optional.of(new Settled(payment, booking)) : abandoned(payment, booking);
                }
            };
        }

        /** A payment known to be pending stays so when the provider falls silent. */
        private Optional<Settled> stillOpen(Payment payment, Booking booking, Payment.Stage stage) {
            if (payment instanceof Payment.Open open && open.stage().compareTo(stage) < 0) {
                Payment.Open next = open.at(stage);
                payments.update(next);
                return Optional.of(new Settled(next, booking));
            }
            return Optional.of(new Settled(payment, booking));
        }

        private Optional<Settled> abandoned(Payment payment, Booking booking) {
            if (payment instanceof Payment.Open open) {
                Payment.Voided voided = open.abandon(now);
                payments.update(voided);
                return Optional.of(new Settled(voided, booking));
            }
            return Optional.of(new Settled(payment, booking));
        }

        /**
         * Settles money that was taken; also for a booking that costs nothing: nothing is taken and the rest is the same.
         *
         * @return empty, and without effect, when it would end a hold that has lapsed and others are settled beside it: the
         *     end locks quotas before the round comes to its own
         */
        Optional<Settled> captured(Payment.Captured payment, Booking booking, @Nullable String traceparent) {
            PaymentEvents.Capture capture = new PaymentEvents.Capture(payment, booking.terms(), traceparent);
            if (!payment.taken().equals(payment.terms().amount())) {
                return Optional.of(paidBack(capture, booking, RefundReason.WRONG_AMOUNT));
            }
            return switch (ConfirmBooking.decide(booking, payment.id(), now)) {
                case ConfirmBooking.Result.Confirmed(var confirmed) -> {
                    captures.add(capture);
                    if (booking instanceof Booking.Held) {
                        sales.add(new ConfirmBooking.Sale(confirmed, traceparent));
                    }
                    yield Optional.of(new Settled(payment, confirmed));
                }
                case ConfirmBooking.Result.Lapsed(var expired) -> {
                    if (booking instanceof Booking.Held held) {
                        if (!alone) {
                            yield Optional.empty();
                        }
                        lapsed.add(held);
                    }
                    yield Optional.of(paidBack(capture, expired, RefundReason.LATE_CAPTURE));
                }
                case ConfirmBooking.Result.Refused(var other) ->
                    Optional.of(paidBack(
                            capture,
                            other,
                            other instanceof Booking.Confirmed
                                    ? RefundReason.SECOND_PAYMENT
                                    : RefundReason.LATE_CAPTURE));
            };
        }

        private Settled paidBack(PaymentEvents.Capture capture, Booking booking, RefundReason reason) {
            captures.add(capture);
            debts.add(new Debt(capture.payment(), reason));
            return new Settled(capture.payment(), booking);
        }

        /** Writes what was captured, and what comes of it. */
        void write() {
            payments.captureAll(
                    captures.stream().map(PaymentEvents.Capture::payment).toList());
            events.captured(captures);
            confirmBooking.sell(sales, now);
            lapsed.forEach(held -> confirmBooking.expire(held, now));
            debts.forEach(debt -> oweRefund.oweAll(debt.payment(), debt.reason()));
        }
    }
}
