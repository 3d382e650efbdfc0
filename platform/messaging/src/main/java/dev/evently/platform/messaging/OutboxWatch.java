package dev.evently.platform.messaging;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Shows as metrics what waits in the outbox of one database, and whether that database answers.
 *
 * <p>It looks on a thread of its own, so that a database that hangs keeps no scrape waiting. A look that has failed, or
 * that has been without a successor for too long, means that the database is away, and then nobody knows what waits in it.
 */
final class OutboxWatch implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(OutboxWatch.class);
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    /** Longer than a pool takes to give up on a connection, and than a look that has much to count. */
    private static final Duration GOOD_FOR = Duration.ofSeconds(10);

    private static final String LOOK = """
            SELECT count(*) FILTER (WHERE parked_because IS NULL),
                   min(occurred_at) FILTER (WHERE parked_because IS NULL),
                   count(*) FILTER (WHERE parked_because IS NOT NULL)
            FROM outbox
            WHERE bucket BETWEEN 0 AND 1023
            """;

    private final String name;
    private final JdbcClient jdbc;
    private final Clock clock;
    private final ScheduledExecutorService looks;
    private volatile @Nullable Sight sight;

    /**
     * What a look has shown.
     *
     * @param at when, in {@link System#nanoTime()}
     * @param answered whether the database did; without an answer there are no counts
     * @param age of the oldest event that waits, in seconds; 0 when none does
     */
    private record Sight(long at, boolean answered, double waiting, double age, double parked) {

        static Sight away() {
            return new Sight(System.nanoTime(), false, Double.NaN, Double.NaN, Double.NaN);
        }

        boolean isGood() {
            return answered && System.nanoTime() - at < GOOD_FOR.toNanos();
        }
    }

    OutboxWatch(String name, DataSource database, Clock clock, MeterRegistry metrics) {
        this.name = name;
        this.jdbc = JdbcClient.create(database);
        this.clock = clock;
        this.looks = Executors.newSingleThreadScheduledExecutor(
                Thread.ofVirtual().name("outbox-watch-" + name).factory());
        gauge("evently.outbox.backlog", "Events that wait to be published", null, Sight::waiting, metrics);
        gauge("evently.outbox.oldest", "Age of the oldest event that waits", "seconds", Sight::age, metrics);
        gauge("evently.outbox.parked", "Events that Kafka will never take", null, Sight::parked, metrics);
        Gauge.builder("evently.database.up", this, OutboxWatch::up)
                .description("1 while the database answers, 0 while it does not")
                .tag("database", name)
                .register(metrics);
        var _ = looks.scheduleWithFixedDelay(
                TraceHeader.unrecorded().wrap(this::look), 0, INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void gauge(
            String meter,
            String description,
            @Nullable String unit,
            ToDoubleFunction<Sight> value,
            MeterRegistry metrics) {
        Gauge.builder(meter, this, watch -> {
                    Sight last = watch.sight;
                    return last == null || !last.isGood() ? Double.NaN : value.applyAsDouble(last);
                })
                .description(description)
                .baseUnit(unit)
                .tag("database", name)
                .register(metrics);
    }

    /** No number before the first look has ended. */
    private double up() {
        Sight last = sight;
        return last == null ? Double.NaN : last.isGood() ? 1 : 0;
    }

    private void look() {
        try {
            sight = jdbc.sql(LOOK)
                    .query((row, _) -> new Sight(
                            System.nanoTime(), true, row.getLong(1), age(row.getTimestamp(2)), row.getLong(3)))
                    .single();
        } catch (RuntimeException e) {
            sight = Sight.away();
            log.debug("Nobody knows what waits in outbox {}", name, e);
        }
    }

    private double age(@Nullable Timestamp oldest) {
        return oldest == null
                ? 0
                : Math.max(
                        0,
                        Duration.between(oldest.toInstant(), Instant.now(clock)).toMillis() / 1e3);
    }

    @Override
    public void close() {
        looks.shutdownNow();
    }
}
