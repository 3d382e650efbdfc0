package dev.evently.booking.sharding;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.List;
import org.springframework.boot.jdbc.metadata.HikariDataSourcePoolMetadata;
import org.springframework.boot.jdbc.metrics.DataSourcePoolMetrics;

/** Shows of each shard what its pool does and how many transactions wait for it, and costs these nothing. */
final class ShardMetrics implements MeterBinder {

    private final List<Shard> shards;

    ShardMetrics(List<Shard> shards) {
        this.shards = List.copyOf(shards);
    }

    @Override
    public void bindTo(MeterRegistry metrics) {
        for (Shard shard : shards) {
            int number = shard.id().number();
            Gauge.builder("evently.shard.waiting", shard, Shard::waiting)
                    .description("Transactions that wait for one of the shard's connections")
                    .tag("shard", Integer.toString(number))
                    .register(metrics);
            new DataSourcePoolMetrics(
                            shard.pool(),
                            _ -> new HikariDataSourcePoolMetadata(shard.pool()),
                            "shard-" + number,
                            Tags.empty())
                    .bindTo(metrics);
        }
    }
}
