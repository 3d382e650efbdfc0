package dev.evently.booking.payment.metrics;

import dev.evently.booking.payment.Payments;
import dev.evently.booking.sharding.ShardId;
import dev.evently.booking.sharding.ShardJob;
import dev.evently.booking.sharding.Shards;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/**
 * The gauge {@code evently_payments_open_oldest_seconds}: for how long a payment of each shard has been without an end that
 * is known. The reconciler asks the provider about each again and again, so that it grows while the provider is away.
 */
@Component
class OpenPayments implements ShardJob {

    private final Shards shards;
    private final Payments payments;
    private final Clock clock;
    private final Map<ShardId, Double> ages = new ConcurrentHashMap<>();

    OpenPayments(Shards shards, Payments payments, Clock clock, MeterRegistry metrics) {
        this.shards = shards;
        this.payments = payments;
        this.clock = clock;
        for (ShardId shard : shards.all()) {
            Gauge.builder("evently.payments.open.oldest", ages, all -> all.getOrDefault(shard, Double.NaN))
                    .description("Age of the oldest payment that nobody knows the end of; 0 without one")
                    .baseUnit("seconds")
                    .tag("shard", Integer.toString(shard.number()))
                    .register(metrics);
        }
    }

    @Override
    public String name() {
        return "open-payments";
    }

    @Override
    public Duration interval() {
        return Duration.ofSeconds(15);
    }

    @Override
    public void run(ShardId shard) {
        double age = shards.inTransaction(
                shard,
                () -> payments.oldestOpen(shards.bucketsOf(shard))
                        .map(since -> Duration.between(since, clock.instant()).toMillis() / 1e3)
                        .orElse(0.0));
        ages.put(shard, Math.max(0, age));
    }
}
