package dev.evently.event.replica;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.List;
import org.springframework.boot.jdbc.metadata.HikariDataSourcePoolMetadata;
import org.springframework.boot.jdbc.metrics.DataSourcePoolMetrics;

/** Shows of each replica whether it is read, how far it is behind, and what its pool does. */
final class ReplicaMetrics implements MeterBinder {

    private final List<Replica> replicas;

    ReplicaMetrics(List<Replica> replicas) {
        this.replicas = List.copyOf(replicas);
    }

    @Override
    public void bindTo(MeterRegistry metrics) {
        for (Replica replica : replicas) {
            String number = Integer.toString(replica.number());
            Gauge.builder("evently.replica.up", replica, ReplicaMetrics::up)
                    .description("1 while this instance reads the replica, 0 while it is away or too far behind,"
                            + " no number while it is the primary")
                    .tag("replica", number)
                    .register(metrics);
            Gauge.builder("evently.replica.lag", replica, ReplicaMetrics::lagSeconds)
                    .description("How far the replica is behind at most; no number while nobody knows")
                    .baseUnit("seconds")
                    .tag("replica", number)
                    .register(metrics);
            new DataSourcePoolMetrics(
                            replica.pool(),
                            _ -> new HikariDataSourcePoolMetadata(replica.pool()),
                            "replica-" + number,
                            Tags.empty())
                    .bindTo(metrics);
        }
    }

    private static double up(Replica replica) {
        return switch (replica.state()) {
            case UP -> 1;
            case LAGGING, DOWN -> 0;
            case PRIMARY -> Double.NaN;
        };
    }

    private static double lagSeconds(Replica replica) {
        Long millis = replica.lagMillis();
        return millis == null ? Double.NaN : millis / 1e3;
    }
}
