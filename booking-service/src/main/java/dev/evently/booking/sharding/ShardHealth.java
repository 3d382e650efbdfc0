package dev.evently.booking.sharding;

import java.util.List;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Up as long as one shard answers: an instance that can sell some events must not be taken out of service. Nothing is asked
 * for it: the shards' pulses know.
 */
final class ShardHealth implements HealthIndicator {

    private final List<Shard> shards;

    ShardHealth(List<Shard> shards) {
        this.shards = List.copyOf(shards);
    }

    @Override
    public Health health() {
        return shards.stream().anyMatch(Shard::alive)
                ? Health.up().build()
                : Health.down().build();
    }
}
