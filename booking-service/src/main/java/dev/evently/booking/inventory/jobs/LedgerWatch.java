package dev.evently.booking.inventory.jobs;

import dev.evently.booking.inventory.Quotas;
import dev.evently.booking.seat.Seats;
import dev.evently.booking.sharding.ShardId;
import dev.evently.booking.sharding.ShardJob;
import dev.evently.booking.sharding.Shards;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Compares every quota with its ledger entries and its numbered seats; a metric shows how many differ. */
@Component
class LedgerWatch implements ShardJob {

    private static final Logger log = LoggerFactory.getLogger(LedgerWatch.class);

    private final Shards shards;
    private final Quotas quotas;
    private final Seats seats;
    private final Clock clock;
    private final MeterRegistry metrics;
    private final LedgerSettings settings;
    private final Map<ShardId, AtomicInteger> differences = new ConcurrentHashMap<>();

    LedgerWatch(
            Shards shards, Quotas quotas, Seats seats, Clock clock, MeterRegistry metrics, LedgerSettings settings) {
        this.shards = shards;
        this.quotas = quotas;
        this.seats = seats;
        this.clock = clock;
        this.metrics = metrics;
        this.settings = settings;
    }

    @Override
    public String name() {
        return "ledger-watch";
    }

    @Override
    public Duration interval() {
        return settings.watchInterval();
    }

    @Override
    public void run(ShardId shard) {
        int unbalanced = shards.inTransaction(shard, () -> quotas.unbalanced(shards.bucketsOf(shard)));
        if (unbalanced > 0) {
            log.error("{} quotas of {} differ from the ledger", unbalanced, shard);
        } else {
            int remembered = shards.inTransaction(
                    shard, () -> quotas.checkpoint(shards.bucketsOf(shard), settings.checkpointEvery()));
            log.debug("{} sums of {} remembered", remembered, shard);
        }
        int unseated = shards.inTransaction(shard, () -> seats.unbalanced(shards.bucketsOf(shard), clock.instant()));
        if (unseated > 0) {
            log.error("{} quotas of {} differ from their seats", unseated, shard);
        }
        differences.computeIfAbsent(shard, this::gauge).set(unbalanced + unseated);
    }

    private AtomicInteger gauge(ShardId shard) {
        AtomicInteger value = new AtomicInteger();
        Gauge.builder("evently.ledger.difference", value, AtomicInteger::get)
                .description("Quotas that differ from the sum of their ledger entries or from their seats; must be 0")
                .tag("shard", Integer.toString(shard.number()))
                .register(metrics);
        return value;
    }
}
