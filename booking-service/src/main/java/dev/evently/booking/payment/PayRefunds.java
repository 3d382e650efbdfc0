package dev.evently.booking.payment;

import dev.evently.booking.booking.Bookings;
import dev.evently.booking.sharding.Bucket;
import dev.evently.booking.sharding.ShardId;
import dev.evently.booking.sharding.ShardJob;
import dev.evently.booking.sharding.Shards;
import dev.evently.platform.messaging.OwnTrace;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Sends owed money back: asks the provider for each refund until it has done it. */
@Named
public class PayRefunds implements ShardJob {

    private static final int BATCH = 20;
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final RetryRule RETRIES = new RetryRule(Duration.ofSeconds(1), Duration.ofMinutes(5));

    private final Shards shards;
    private final Bookings bookings;
    private final Refunds refunds;
    private final PaymentProvider provider;
    private final PaymentEvents events;
    private final Clock clock;

    PayRefunds(
            Shards shards,
            Bookings bookings,
            Refunds refunds,
            PaymentProvider provider,
            PaymentEvents events,
            Clock clock) {
        this.shards = shards;
        this.bookings = bookings;
        this.refunds = refunds;
        this.provider = provider;
        this.events = events;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "refunds";
    }

    @Override
    public Duration interval() {
        return Duration.ofSeconds(1);
    }

    @Override
    public void run(ShardId shard) {
        Instant now = clock.instant();
        List<Refunds.Due> claimed = shards.inTransaction(
                shard, () -> refunds.claimDue(shards.bucketsOf(shard), now, now.plus(LEASE), BATCH));
        Batch.each(claimed, due -> OwnTrace.during("pay refund", () -> pay(due)));
    }

    private void pay(Refunds.Due due) {
        Refund.Terms terms = due.refund().terms();
        Bucket bucket = terms.booking().bucket();
        if (provider.refund(terms.id(), due.intent(), terms.amount().amount())) {
            completed(bucket, terms.id());
        } else {
            Instant next = clock.instant().plus(RETRIES.after(due.attempts()));
            shards.inTransaction(bucket, () -> refunds.tryAgain(due.refund(), next));
        }
    }

    /** Notes that the provider has sent the money; news of a refund that is through, or is none of ours, changes nothing. */
    public void completed(Bucket bucket, UUID refundId) {
        shards.inTransaction(
                bucket,
                () -> refunds.lock(bucket, refundId).ifPresent(refund -> {
                    if (refund instanceof Refund.Requested requested) {
                        Refund.Succeeded succeeded = requested.succeed(clock.instant());
                        refunds.update(succeeded);
                        events.refunded(
                                succeeded,
                                bookings.find(requested.terms().booking())
                                        .orElseThrow()
                                        .terms());
                    }
                }));
    }
}
