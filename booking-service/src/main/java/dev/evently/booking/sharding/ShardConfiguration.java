package dev.evently.booking.sharding;

import dev.evently.platform.messaging.OutboxDataSources;
import dev.evently.platform.migration.Migrations;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** One routing data source over all shards, each with a pool and an outbox of its own. */
@Configuration
@EnableConfigurationProperties(ShardSettings.class)
class ShardConfiguration {

    @Bean
    ShardPools shardPools(ShardSettings settings, Environment environment) {
        Migrations migrations = Migrations.of(environment);
        return new ShardPools(IntStream.range(0, settings.shards().size())
                .mapToObj(number ->
                        new Shard(new ShardId(number), settings.shards().get(number), settings.sharding(), migrations))
                .toList());
    }

    @Bean
    ShardStartup shardStartup(ShardPools pools) {
        return new ShardStartup(pools.shards());
    }

    @Bean
    DataSource dataSource(ShardPools pools) {
        return RoutedShards.routing(pools.shards());
    }

    @Bean
    JdbcTransactionManager transactionManager(DataSource dataSource, ShardPools pools) {
        return new ShardTransactions(
                dataSource,
                connection -> pools.shards().get(RoutedShards.bound().number()).began(connection));
    }

    @Bean
    Shards shards(ShardPools pools, ShardStartup startup, JdbcTransactionManager transactionManager) {
        return new RoutedShards(pools.shards(), startup.run(), transactionManager);
    }

    @Bean
    ShardOverview shardOverview(ShardPools pools, Shards shards) {
        return new ShardOverview(pools.shards(), shards);
    }

    @Bean
    OutboxDataSources outboxDataSources(ShardPools pools) {
        return new OutboxDataSources(pools.shards().stream()
                .collect(Collectors.toMap(shard -> "shard-" + shard.id().number(), Shard::pool)));
    }

    @Bean
    MeterBinder shardMetrics(ShardPools pools) {
        return new ShardMetrics(pools.shards());
    }

    /** Stands in for the framework's check of "db", which would fail with any one shard. */
    @Bean
    HealthContributor dbHealthContributor(ShardPools pools) {
        return new ShardHealth(pools.shards());
    }

    /** All pools, closed together. */
    record ShardPools(List<Shard> shards) implements AutoCloseable {

        @Override
        public void close() {
            shards.forEach(Shard::close);
        }
    }
}
