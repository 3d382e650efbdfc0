package dev.evently.booking.payment;

import dev.evently.booking.booking.Booking;
import dev.evently.booking.booking.Bookings;
import dev.evently.booking.sharding.ShardId;
import dev.evently.booking.sharding.ShardJob;
import dev.evently.booking.sharding.Shards;
import dev.evently.platform.messaging.OwnTrace;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Asks the provider about payments that nobody has decided in time: the process died in between, an answer or a webhook was
 * lost, or the provider takes long. A pending charge whose booking can no longer be had is called back.
 */
@Named
class ReconcilePayments implements ShardJob {

    /** By then a charge has been answered or has timed out. */
    static final Duration FIRST_CHECK = Duration.ofSeconds(10);

    private static final int BATCH = 20;
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final RetryRule RETRIES = new RetryRule(Duration.ofSeconds(2), Duration.ofMinutes(1));

    private final Shards shards;
    private final Bookings bookings;
    private final Payments payments;
    private final PaymentProvider provider;
    private final SettlePayment settlePayment;
    private final Clock clock;

    ReconcilePayments(
            Shards shards,
            Bookings bookings,
            Payments payments,
            PaymentProvider provider,
            SettlePayment settlePayment,
            Clock clock) {
        this.shards = shards;
        this.bookings = bookings;
        this.payments = payments;
        this.provider = provider;
        this.settlePayment = settlePayment;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "reconcile-payments";
    }

    @Override
    public Duration interval() {
        return Duration.ofSeconds(1);
    }

    @Override
    public void run(ShardId shard) {
        Instant now = clock.instant();
        List<Payments.Due> claimed = shards.inTransaction(
                shard, () -> payments.claimDue(shards.bucketsOf(shard), now, now.plus(LEASE), BATCH));
        Batch.each(claimed, due -> OwnTrace.during("reconcile payment", () -> check(due)));
    }

    private void check(Payments.Due due) {
        Payment.Open payment = due.payment();
        PaymentProvider.Answer answer = provider.find(payment.id());
        if (answer instanceof PaymentProvider.Answer.Pending(var intent) && !canStillBeHad(payment)) {
            answer = provider.cancel(intent);
        }
        var settled = settlePayment.settle(payment.terms().bucket(), payment.id(), answer, null);
        if (settled.isPresent() && settled.get().payment() instanceof Payment.Open open) {
            Instant next = clock.instant().plus(RETRIES.after(due.checks()));
            shards.inTransaction(payment.terms().bucket(), () -> payments.checkAgain(open, next));
        }
    }

    private boolean canStillBeHad(Payment payment) {
        Payment.Terms terms = payment.terms();
        return shards.inSnapshot(
                terms.bucket(),
                () -> bookings.find(terms.booking())
                        .filter(booking -> booking instanceof Booking.Held held && !held.lapsed(clock.instant()))
                        .isPresent());
    }
}
