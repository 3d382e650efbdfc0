package dev.evently.booking.booking.jobs;

import dev.evently.booking.booking.ExpireBookings;
import dev.evently.booking.sharding.ShardId;
import dev.evently.booking.sharding.ShardJob;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Ends holds soon after their time is over. */
@Component
class ExpirySweep implements ShardJob {

    private final ExpireBookings expireBookings;
    private final SweepSettings settings;
    private final Counter expired;

    ExpirySweep(ExpireBookings expireBookings, SweepSettings settings, MeterRegistry metrics) {
        this.expireBookings = expireBookings;
        this.settings = settings;
        this.expired = metrics.counter("evently.holds.expired");
    }

    @Override
    public String name() {
        return "expiry-sweep";
    }

    @Override
    public Duration interval() {
        return settings.interval();
    }

    @Override
    public void run(ShardId shard) {
        expired.increment(expireBookings.sweep(shard));
    }
}
