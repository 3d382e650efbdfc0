package dev.evently.booking.sharding;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.transaction.CannotCreateTransactionException;

/**
 * One shard's database: its pool, its schema, and whether it answers.
 *
 * <p>Transactions queue for the pool here rather than in it, so that waiting for a connection means one thing only: the
 * database does not answer. After such a failure the shard refuses at once for a moment, instead of letting everybody in
 * the queue wait for the same time-out.
 */
final class Shard implements AutoCloseable {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(1);
    private static final Duration REFUSE_AFTER_FAILURE = Duration.ofSeconds(1);
    private static final int SOCKET_TIMEOUT_SECONDS = 20;
    private static final int CONNECTIONS_BESIDE_TRANSACTIONS = 3;

    private final ShardId id;
    private final HikariDataSource pool;
    private final Semaphore permits;
    private final Duration queueTimeout;
    private volatile boolean ready;
    private volatile long refusedUntil = System.nanoTime();

    Shard(ShardId id, ShardSettings.Database database, ShardSettings.Use use) {
        this.id = id;
        this.pool = new HikariDataSource(poolOf(id, database, use));
        this.permits = new Semaphore(use.transactions(), true);
        this.queueTimeout = use.queueTimeout();
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
        return config;
    }

    ShardId id() {
        return id;
    }

    HikariDataSource pool() {
        return pool;
    }

    boolean ready() {
        return ready;
    }

    /** Whether the database answers now. */
    boolean answers() {
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
            Flyway.configure()
                    .dataSource(pool)
                    .locations("classpath:db/platform", "classpath:db/migration")
                    .load()
                    .migrate();
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
                if (!ready || System.nanoTime() - refusedUntil < 0) {
                    throw new ShardUnavailableException(id, "does not answer");
                }
                try {
                    return work.get();
                } catch (CannotCreateTransactionException e) {
                    refuseIfDead(e);
                    if (System.nanoTime() - deadline > 0) {
                        throw new ShardUnavailableException(id, "is too busy", e);
                    }
                }
            }
        } catch (ShardUnavailableException e) {
            throw e;
        } catch (DataAccessResourceFailureException e) {
            throw new ShardUnavailableException(id, "was lost", e);
        } finally {
            permits.release();
        }
    }

    /** The pool names the database's refusal as its reason; without one, connections are only slow to come. */
    private void refuseIfDead(CannotCreateTransactionException e) {
        if (e.getMostSpecificCause() instanceof PSQLException || e.getMostSpecificCause() instanceof IOException) {
            refusedUntil = System.nanoTime() + REFUSE_AFTER_FAILURE.toNanos();
            throw new ShardUnavailableException(id, "does not answer", e);
        }
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
        pool.close();
    }
}
