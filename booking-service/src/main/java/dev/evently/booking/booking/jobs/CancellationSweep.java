package dev.evently.booking.booking.jobs;

import dev.evently.booking.booking.CancelEventBookings;
import dev.evently.booking.sharding.ShardId;
import dev.evently.booking.sharding.ShardJob;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Cancels the bookings of cancelled events, and goes on where a stopped instance left off. */
@Component
class CancellationSweep implements ShardJob {

    private final CancelEventBookings cancelEventBookings;
    private final SweepSettings settings;

    CancellationSweep(CancelEventBookings cancelEventBookings, SweepSettings settings) {
        this.cancelEventBookings = cancelEventBookings;
        this.settings = settings;
    }

    @Override
    public String name() {
        return "cancellation-sweep";
    }

    @Override
    public Duration interval() {
        return settings.interval();
    }

    @Override
    public void run(ShardId shard) {
        cancelEventBookings.sweep(shard);
    }
}
