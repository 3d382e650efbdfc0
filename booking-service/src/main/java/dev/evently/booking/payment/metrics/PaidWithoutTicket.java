package dev.evently.booking.payment.metrics;

import dev.evently.booking.payment.Payments;
import dev.evently.booking.sharding.ShardId;
import dev.evently.booking.sharding.ShardJob;
import dev.evently.booking.sharding.Shards;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/**
 * The gauge {@code paid_without_ticket}: payments captured in the last day that have neither a ticket nor a refund. It is
 * counted from the rows themselves, half a minute old at most, and must be 0; until it has been counted it is no number.
 *
 * <p>A payment is captured together with its ticket or refund, so that one that has been looked at stays as it is: as long as
 * all is well only what came since the last look is counted, and the whole day once an hour.
 */
@Component
class PaidWithoutTicket implements ShardJob {

    private static final Duration LOOKS_BACK = Duration.ofDays(1);
    private static final Duration WHOLE = Duration.ofHours(1);

    /** How long after its moment a payment may be committed; transactions do not idle for longer. */
    private static final Duration OVERLAP = Duration.ofMinutes(1);

    private final Shards shards;
    private final Payments payments;
    private final Clock clock;
    private final Map<ShardId, Look> looks = new ConcurrentHashMap<>();

    PaidWithoutTicket(Shards shards, Payments payments, Clock clock, MeterRegistry meters) {
        this.shards = shards;
        this.payments = payments;
        this.clock = clock;
        Gauge.builder("paid.without.ticket", looks, PaidWithoutTicket::sum)
                .description("Captured payments with neither a ticket nor a refund; must be 0")
                .register(meters);
    }

    @Override
    public String name() {
        return "paid-without-ticket";
    }

    @Override
    public Duration interval() {
        return Duration.ofSeconds(30);
    }

    @Override
    public void run(ShardId shard) {
        Instant now = clock.instant();
        Look last = looks.getOrDefault(shard, Look.NONE);
        boolean whole = last.count() > 0 || last.wholeAt().plus(WHOLE).isBefore(now);
        Instant since = whole ? now.minus(LOOKS_BACK) : last.at().minus(OVERLAP);
        long count = shards.inTransaction(shard, () -> payments.paidWithoutTicket(shards.bucketsOf(shard), since));
        looks.put(shard, new Look(now, whole ? now : last.wholeAt(), count));
    }

    /** What a look found, and when the whole day was last looked at. */
    private record Look(Instant at, Instant wholeAt, long count) {

        static final Look NONE = new Look(Instant.EPOCH, Instant.EPOCH, 0);
    }

    private static double sum(Map<ShardId, Look> looks) {
        return looks.isEmpty()
                ? Double.NaN
                : looks.values().stream().mapToLong(Look::count).sum();
    }
}
