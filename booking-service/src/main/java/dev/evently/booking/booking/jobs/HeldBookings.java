package dev.evently.booking.booking.jobs;

import dev.evently.booking.booking.Bookings;
import dev.evently.booking.sharding.ShardId;
import dev.evently.booking.sharding.ShardJob;
import dev.evently.booking.sharding.Shards;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** The gauge {@code evently_holds_active}: the holds of each shard, as they were counted last. */
@Component
class HeldBookings implements ShardJob {

    private final Shards shards;
    private final Bookings bookings;
    private final Map<ShardId, Long> counts = new ConcurrentHashMap<>();

    HeldBookings(Shards shards, Bookings bookings, MeterRegistry metrics) {
        this.shards = shards;
        this.bookings = bookings;
        for (ShardId shard : shards.all()) {
            Gauge.builder("evently.holds.active", counts, all -> count(all, shard))
                    .description("Bookings that are held and not yet paid")
                    .tag("shard", Integer.toString(shard.number()))
                    .register(metrics);
        }
    }

    @Override
    public String name() {
        return "held-bookings";
    }

    @Override
    public Duration interval() {
        return Duration.ofSeconds(15);
    }

    @Override
    public void run(ShardId shard) {
        counts.put(shard, shards.inTransaction(shard, () -> bookings.countHeld(shards.bucketsOf(shard))));
    }

    private static double count(Map<ShardId, Long> counts, ShardId shard) {
        Long count = counts.get(shard);
        return count == null ? Double.NaN : count;
    }
}
