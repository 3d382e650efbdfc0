package dev.evently.booking.sharding;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.evently.platform.migration.Migrations;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionException;

/**
 * One shard's database: its pool, its schema, and whether it answers.
 *
 * <p>Transactions queue for the pool here rather than in it. Whether the database answers is what its {@link ShardPulse}
 * says, and nothing else: while it does not, everybody is refused at once, and a connection that is slow to come from one
 * that does is waited for. While the database is silent, transactions that are under way are broken off by closing their
 * connections: what became of a commit that was on its way is then unknown, as when a server dies.
 */
final class Shard implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Shard.class);

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(1);
    private static final int SOCKET_TIMEOUT_SECONDS = 20;
    private static final int PULSE_TIMEOUT_SECONDS = 2;
    private static final int PULSE_CONNECTIONS = 1;
    private static final int CONNECTIONS_BESIDE_TRANSACTIONS = 3;

    private final ShardId id;
    private final Migrations migrations;
    private final HikariDataSource pool;
    private final Semaphore permits;
    private final Duration queueTimeout;
    private final ShardPulse pulse;
    private final Map<Thread, Connection> underWay = new ConcurrentHashMap<>();
    private volatile boolean ready;

    Shard(ShardId id, ShardSettings.Database database, ShardSettings.Use use, Migrations migrations) {
        this.id = id;
        this.migrations = migrations;
        this.pool = new HikariDataSource(poolOf(id, database, use));
        this.permits = new Semaphore(use.transactions(), true);
        this.queueTimeout = use.queueTimeout();
        this.pulse = new ShardPulse(id, () -> pulseLine(database), use.silence(), this::breakOff);
    }

    private static HikariConfig poolOf(ShardId id, ShardSettings.Database database, ShardSettings.Use use) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("shard-" + id.number());
        config.setJdbcUrl(database.url());
        config.setUsername(database.username());
        config.setPassword(database.password());
        config.setMaximumPoolSize(use.transactions() + CONNECTIONS_BESIDE_TRANSACTIONS);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(CONNECT_TIMEOUT.toMillis());
        config.setValidationTimeout(CONNECT_TIMEOUT.toMillis() / 2);
        config.setInitializationFailTimeout(-1);
        config.addDataSourceProperty("connectTimeout", CONNECT_TIMEOUT.toSeconds());
        config.addDataSourceProperty("loginTimeout", CONNECT_TIMEOUT.toSeconds());
        config.addDataSourceProperty("socketTimeout", SOCKET_TIMEOUT_SECONDS);
        config.addDataSourceProperty("ApplicationName", "booking-service");
        config.addDataSourceProperty("reWriteBatchedInserts", "true");
        // What PostgreSQL says of a failure in detail is the row, and with it whose it is.
        config.addDataSourceProperty("logServerErrorDetail", "false");
        return config;
    }

    private static Connection pulseLine(ShardSettings.Database database) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", database.username());
        properties.setProperty("password", database.password());
        properties.setProperty("connectTimeout", String.valueOf(CONNECT_TIMEOUT.toSeconds()));
        properties.setProperty("socketTimeout", String.valueOf(PULSE_TIMEOUT_SECONDS));
        properties.setProperty("ApplicationName", "booking-service pulse");
        return DriverManager.getConnection(database.url(), properties);
    }

    ShardId id() {
        return id;
    }

    HikariDataSource pool() {
        return pool;
    }

    /** About how many transactions wait for room. */
    int waiting() {
        return permits.getQueueLength();
    }

    /** How many connections this instance has to the database at most. */
    int connections() {
        return pool.getMaximumPoolSize() + PULSE_CONNECTIONS;
    }

    /** Whether transactions are let in and the database answers, without asking it. */
    boolean alive() {
        return ready && pulse.answering();
    }

    /** Whether the database answers now. */
    private boolean answers() {
        if (pulse.silent()) {
            return false;
        }
        try (var connection = pool.getConnection()) {
            return connection.isValid((int) CONNECT_TIMEOUT.toSeconds());
        } catch (SQLException e) {
            return false;
        }
    }

    /** Brings the schema up to date. False when the database does not answer; a schema that does not fit throws. */
    boolean migrate() {
        if (!answers()) {
            return false;
        }
        try {
            migrations.apply(Flyway.configure()
                    .dataSource(pool)
                    .locations("classpath:db/platform", "classpath:db/migration")
                    .load());
            return true;
        } catch (FlywayException e) {
            // It takes connections of its own, and a database that answers may be too slow for those.
            if (NestedExceptionUtils.getMostSpecificCause(e) instanceof SQLTransientConnectionException) {
                return false;
            }
            throw e;
        }
    }

    /** From now on transactions are let in. */
    void open() {
        pulse.start();
        ready = true;
    }

    /**
     * Runs the work once there is room for it, and tells a database that does not answer from work that fails.
     *
     * @param work begins with opening a transaction; it is called again when no connection was to be had
     */
    <T extends @Nullable Object> T admit(Supplier<T> work) {
        long deadline = System.nanoTime() + queueTimeout.toNanos();
        if (!acquire()) {
            throw new ShardUnavailableException(id, "is too busy");
        }
        try {
            while (true) {
                if (!alive()) {
                    throw new ShardUnavailableException(id, "does not answer");
                }
                try {
                    return work.get();
                } catch (CannotCreateTransactionException e) {
                    if (System.nanoTime() - deadline > 0) {
                        throw new ShardUnavailableException(id, "is too busy", e);
                    }
                }
            }
        } catch (ShardUnavailableException e) {
            throw e;
        } catch (DataAccessException | TransactionException e) {
            if (pulse.silent() || e instanceof DataAccessResourceFailureException) {
                throw new ShardUnavailableException(id, "was lost", e);
            }
            throw e;
        } finally {
            underWay.remove(Thread.currentThread());
            permits.release();
        }
    }

    /** Notes the connection on which the calling thread's transaction has begun. */
    void began(Connection connection) {
        underWay.put(Thread.currentThread(), connection);
    }

    private void breakOff() {
        underWay.values().forEach(connection -> {
            try {
                connection.abort(Thread::startVirtualThread);
            } catch (SQLException e) {
                log.warn("A connection to silent {} is left alone", id, e);
            }
        });
    }

    private boolean acquire() {
        try {
            return permits.tryAcquire(queueTimeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        ready = false;
        pulse.close();
        pool.close();
    }
}
