package dev.evently.booking.sharding;

import java.util.List;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Up as long as one shard answers: an instance that can sell some events must not be taken out of service. */
final class ShardHealth implements HealthIndicator {

    private final List<Shard> shards;

    ShardHealth(List<Shard> shards) {
        this.shards = List.copyOf(shards);
    }

    @Override
    public Health health() {
        List<Shard> answering = shards.stream()
                .filter(shard -> shard.ready() && shard.answers())
                .toList();
        Health.Builder health = answering.isEmpty() ? Health.down() : Health.up();
        shards.forEach(shard ->
                health.withDetail(shard.id().toString(), answering.contains(shard) ? "answers" : "does not answer"));
        return health.build();
    }
}
