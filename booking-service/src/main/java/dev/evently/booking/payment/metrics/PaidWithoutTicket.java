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
 */
@Component
class PaidWithoutTicket implements ShardJob {

    private static final Duration LOOKS_BACK = Duration.ofDays(1);

    private final Shards shards;
    private final Payments payments;
    private final Clock clock;
    private final Map<ShardId, Long> counts = new ConcurrentHashMap<>();

    PaidWithoutTicket(Shards shards, Payments payments, Clock clock, MeterRegistry meters) {
        this.shards = shards;
        this.payments = payments;
        this.clock = clock;
        Gauge.builder("paid.without.ticket", counts, PaidWithoutTicket::sum)
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
        Instant since = clock.instant().minus(LOOKS_BACK);
        counts.put(
                shard, shards.inTransaction(shard, () -> payments.paidWithoutTicket(shards.bucketsOf(shard), since)));
    }

    private static double sum(Map<ShardId, Long> counts) {
        return counts.isEmpty()
                ? Double.NaN
                : counts.values().stream().mapToLong(Long::longValue).sum();
    }
}
