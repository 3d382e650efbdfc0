package dev.evently.booking.sharding;

import dev.evently.platform.messaging.TraceHeader;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a database again and again whether it is there, over a connection of its own, and notices when it has given no sign
 * of life for too long. A server that is gone says so to whoever asks; one that hangs says nothing, and everybody who has
 * asked it something would wait.
 *
 * <p>Silence is counted in ticks and not read off a clock: while this process gets no time to run, nobody ticks, and it does
 * not take its own pause for one of the database. Waiting for a lock or a long statement is no silence.
 */
final class ShardPulse implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ShardPulse.class);
    private static final Duration TICK = Duration.ofMillis(50);
    private static final Duration REST = Duration.ofMillis(200);

    private final ShardId shard;
    private final Line line;
    private final long patience;
    private final Runnable whileSilent;
    private final AtomicInteger unanswered = new AtomicInteger();
    private final Thread asking;
    private final Thread ticking;
    private volatile boolean answering;
    private volatile boolean closed;

    /** How to reach the database. Neither opening a connection nor a statement on it may take for ever. */
    @FunctionalInterface
    interface Line {

        Connection open() throws SQLException;
    }

    /**
     * @param silence how long the database may be silent
     * @param whileSilent what is done on each tick beyond that
     */
    ShardPulse(ShardId shard, Line line, Duration silence, Runnable whileSilent) {
        this.shard = shard;
        this.line = line;
        this.patience = Math.max(1, silence.dividedBy(TICK));
        this.whileSilent = whileSilent;
        this.asking = Thread.ofVirtual()
                .name("pulse-" + shard.number())
                .unstarted(TraceHeader.unrecorded().wrap(this::ask));
        this.ticking = Thread.ofVirtual().name("pulse-ticks-" + shard.number()).unstarted(this::tick);
    }

    /** Begins with a database that has just answered. */
    void start() {
        answering = true;
        asking.start();
        ticking.start();
    }

    /** Whether the database has been silent for too long. */
    boolean silent() {
        return unanswered.get() >= patience;
    }

    /** Whether the database has answered when it was asked last. It is asked all the time, and given two seconds. */
    boolean answering() {
        return answering && !silent();
    }

    private void ask() {
        while (!closed) {
            try (Connection connection = line.open();
                    Statement statement = connection.createStatement()) {
                while (!closed) {
                    statement.execute("SELECT 1");
                    answered();
                    pause(REST);
                }
            } catch (SQLException e) {
                answering = false;
                pause(REST);
            }
        }
    }

    private void answered() {
        answering = true;
        if (unanswered.getAndSet(0) >= patience) {
            log.info("{} answers again", shard);
        }
    }

    private void tick() {
        while (!closed) {
            pause(TICK);
            if (unanswered.incrementAndGet() == patience) {
                log.warn("{} gives no sign of life; requests to it are refused until it does", shard);
            }
            if (silent()) {
                whileSilent.run();
            }
        }
    }

    private void pause(Duration length) {
        try {
            Thread.sleep(length);
        } catch (InterruptedException e) {
            closed = true;
        }
    }

    @Override
    public void close() {
        closed = true;
        asking.interrupt();
        ticking.interrupt();
    }
}
