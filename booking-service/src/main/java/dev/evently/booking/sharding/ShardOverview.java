package dev.evently.booking.sharding;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** How all shards are at this moment. One that does not answer within a second is down, and holds up no other. */
public final class ShardOverview {

    private static final Duration PATIENCE = Duration.ofMillis(900);
    private static final String FIGURES = """
            SELECT pg_database_size(current_database()),
                   (SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()),
                   (SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND state <> 'idle'
                      AND pid <> pg_backend_pid())
            """;
    /** A replica that has all there is has no lag, though the server keeps telling the last one it had. */
    private static final String REPLICAS = """
            SELECT application_name, state,
                   CASE WHEN replay_lsn >= pg_current_wal_flush_lsn() THEN 0
                        ELSE (extract(epoch FROM replay_lag) * 1000)::bigint END
            FROM pg_stat_replication
            WHERE NOT pg_is_in_recovery() AND state IS DISTINCT FROM 'backup'
            ORDER BY application_name
            """;

    private final List<Shard> shards;
    private final Shards placement;

    ShardOverview(List<Shard> shards, Shards placement) {
        this.shards = List.copyOf(shards);
        this.placement = placement;
    }

    /**
     * One shard.
     *
     * @param buckets how many buckets lie on it
     * @param figures what its database says; null when it is down
     */
    public record Condition(
            ShardId shard, int buckets, @Nullable Figures figures) {}

    /**
     * What a database says of itself.
     *
     * @param sizeBytes on disk
     * @param connections to the database, from all instances
     * @param connectionsInUse those of them that are in a transaction or a statement, this question left out
     * @param replicas the streaming replicas of its server
     */
    public record Figures(long sizeBytes, int connections, int connectionsInUse, List<StreamingReplica> replicas) {}

    /**
     * A streaming replica as its primary sees it.
     *
     * @param lagMillis between a commit and its being seen there; null while nobody knows
     */
    public record StreamingReplica(
            String name, String state, @Nullable Long lagMillis) {}

    /** All shards in the order of their numbers. */
    public List<Condition> look() throws InterruptedException {
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        try {
            List<Future<Figures>> answers = threads.invokeAll(
                    shards.stream()
                            .<Callable<Figures>>map(shard -> () -> figures(shard))
                            .toList(),
                    PATIENCE.toMillis(),
                    TimeUnit.MILLISECONDS);
            return IntStream.range(0, shards.size())
                    .mapToObj(i -> condition(shards.get(i), answers.get(i)))
                    .toList();
        } finally {
            threads.shutdownNow();
        }
    }

    private Condition condition(Shard shard, Future<Figures> answer) {
        return new Condition(shard.id(), placement.bucketsOf(shard.id()).size(), given(answer));
    }

    private static @Nullable Figures given(Future<Figures> answer) {
        try {
            return answer.resultNow();
        } catch (IllegalStateException e) {
            return null;
        }
    }

    private static Figures figures(Shard shard) throws SQLException {
        try (Connection connection = shard.pool().getConnection();
                Statement statement = connection.createStatement()) {
            List<StreamingReplica> replicas = new ArrayList<>();
            try (ResultSet row = statement.executeQuery(REPLICAS)) {
                while (row.next()) {
                    replicas.add(new StreamingReplica(
                            row.getString(1), String.valueOf(row.getString(2)), row.getObject(3, Long.class)));
                }
            }
            try (ResultSet row = statement.executeQuery(FIGURES)) {
                row.next();
                return new Figures(row.getLong(1), row.getInt(2), row.getInt(3), replicas);
            }
        }
    }
}
