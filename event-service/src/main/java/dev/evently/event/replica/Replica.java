package dev.evently.event.replica;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One replica: its connections, and what the last look at it has shown. */
final class Replica implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Replica.class);
    private static final int CONNECT_MILLIS = 500;
    private static final String SOCKET_TIMEOUT_SECONDS = "5";

    private static final String PRIMARY_POSITION = "SELECT pg_wal_lsn_diff(pg_current_wal_flush_lsn(), '0/0')::bigint";
    private static final String REPLICA_POSITION = """
            SELECT pg_is_in_recovery(),
                   pg_wal_lsn_diff(pg_last_wal_replay_lsn(), '0/0')::bigint,
                   (extract(epoch FROM clock_timestamp() - pg_last_xact_replay_timestamp()) * 1000)::bigint
            """;

    /** What a replica may be used for. */
    enum State {
        /** It is read. */
        UP,
        /** It answers, but is too far behind or nobody knows how far. */
        LAGGING,
        /** It does not answer. */
        DOWN,
        /** It takes the writes now, as one of several servers does in turn; what is read there is asked of the primary. */
        PRIMARY
    }

    /**
     * What a look has shown.
     *
     * @param at when
     * @param includesUntil every commit before this time is to be seen; null while that is unknown
     * @param lagMillis how far it is behind at most; null while that is unknown
     */
    private record Sight(
            State state,
            long at,
            @Nullable Long includesUntil,
            @Nullable Long lagMillis) {}

    private final int number;
    private final HikariDataSource pool;
    private final ProbeConnection primaryProbe;
    private final ProbeConnection probe;
    private final ReplicaSettings.Use use;
    private final ReplayProgress progress = new ReplayProgress();
    private volatile Sight sight = new Sight(State.DOWN, System.nanoTime(), null, null);

    Replica(int number, ReplicaSettings.Database database, ReplicaSettings.Use use, ProbeConnection primaryProbe) {
        this.number = number;
        this.use = use;
        this.pool = new HikariDataSource(poolOf(number, database, use));
        this.primaryProbe = primaryProbe;
        this.probe = new ProbeConnection(database.url(), database.username(), database.password());
    }

    private static HikariConfig poolOf(int number, ReplicaSettings.Database database, ReplicaSettings.Use use) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("replica-" + number);
        config.setJdbcUrl(database.url());
        config.setUsername(database.username());
        config.setPassword(database.password());
        config.setReadOnly(true);
        config.setMaximumPoolSize(use.connections());
        config.setMinimumIdle(1);
        config.setConnectionTimeout(CONNECT_MILLIS);
        config.setValidationTimeout(CONNECT_MILLIS / 2);
        config.setInitializationFailTimeout(-1);
        config.addDataSourceProperty("ApplicationName", "event-service");
        config.addDataSourceProperty("connectTimeout", "1");
        config.addDataSourceProperty("socketTimeout", SOCKET_TIMEOUT_SECONDS);
        return config;
    }

    int number() {
        return number;
    }

    HikariDataSource pool() {
        return pool;
    }

    State state() {
        return sight.state();
    }

    @Nullable
    Long lagMillis() {
        return sight.lagMillis();
    }

    Connection connection() throws SQLException {
        return pool.getConnection();
    }

    /** Whether it may be read by somebody who must see what was committed before a time. */
    boolean serves(long now, long required) {
        Sight last = sight;
        return last.state() == State.UP
                && now - last.at() < use.maxLag().toNanos()
                && last.includesUntil() != null
                && last.includesUntil() - required > 0;
    }

    /** Looks at both servers. A primary that is away writes nothing, so that the replica may go on serving meanwhile. */
    void look() {
        long now = System.nanoTime();
        try {
            progress.primaryAt(primaryProbe.ask(PRIMARY_POSITION, row -> row.getLong(1)), now);
        } catch (SQLException e) {
            log.debug("The primary does not tell its position", e);
        }
        try {
            see(now, probe.ask(REPLICA_POSITION, Replayed::read));
        } catch (SQLException e) {
            leaveOut(e);
        }
    }

    /**
     * A replica's own word.
     *
     * @param inRecovery whether it is a replica; the rest means nothing otherwise
     * @param position up to where it has replayed; 0 when it has yet to begin
     * @param sinceLastCommit milliseconds since the commit it has replayed last; null when there was none
     */
    private record Replayed(
            boolean inRecovery, long position, @Nullable Long sinceLastCommit) {

        static Replayed read(ResultSet row) throws SQLException {
            return new Replayed(row.getBoolean(1), row.getLong(2), row.getObject(3, Long.class));
        }
    }

    private void see(long now, Replayed replayed) {
        if (!replayed.inRecovery()) {
            become(new Sight(State.PRIMARY, now, null, null));
            return;
        }
        progress.replicaAt(replayed.position());
        Long behind = progress.lag();
        Long lagMillis = behind == null ? null : Long.valueOf(TimeUnit.NANOSECONDS.toMillis(behind));
        if (lagMillis == null || lagMillis > 0) {
            lagMillis = finer(lagMillis, replayed.sinceLastCommit());
        }
        boolean close = behind != null && behind <= use.maxLag().toNanos();
        become(new Sight(close ? State.UP : State.LAGGING, now, progress.includesUntil(), lagMillis));
    }

    /** Both are upper bounds: the positions are as coarse as the looks, the time of a commit grows while none comes. */
    private static @Nullable Long finer(@Nullable Long byPosition, @Nullable Long byCommit) {
        if (byPosition == null || byCommit == null) {
            return byPosition == null ? byCommit : byPosition;
        }
        return Math.min(byPosition, Math.max(0, byCommit));
    }

    /** Uses it no more until a look finds it well. */
    void leaveOut(Exception reason) {
        become(new Sight(State.DOWN, System.nanoTime(), null, null));
        log.debug("Replica {} does not answer", number, reason);
    }

    private void become(Sight next) {
        State before = sight.state();
        sight = next;
        if (before != next.state()) {
            log.info("Replica {} is {}, lag {} ms", number, next.state(), next.lagMillis());
        }
    }

    @Override
    public void close() {
        probe.close();
        primaryProbe.close();
        pool.close();
    }
}
