package dev.evently.notification.mail;

import dev.evently.platform.messaging.TraceHeader;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PreDestroy;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The gauges of mails that are not yet with the mail server: how many there are, and how old the oldest is of those that it
 * did not take. They are counted every few seconds on a thread of its own, so that a database that is away keeps no scrape
 * waiting; meanwhile they are no numbers.
 */
@Component
class PendingMails {

    private static final Logger log = LoggerFactory.getLogger(PendingMails.class);
    private static final int SECONDS_BETWEEN = 5;

    private final JdbcClient jdbc;
    private final Clock clock;
    private final ScheduledExecutorService looks = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("pending-mails").factory());
    private volatile Sight sight = Sight.NONE;

    /**
     * What a look has shown.
     *
     * @param oldest in seconds; 0 when the mail server has taken all that were tried
     */
    private record Sight(double pending, double oldest) {

        static final Sight NONE = new Sight(Double.NaN, Double.NaN);
    }

    PendingMails(JdbcClient jdbc, Clock clock, MeterRegistry metrics) {
        this.jdbc = jdbc;
        this.clock = clock;
        Gauge.builder("evently.notification.mails.pending", this, mails -> mails.sight.pending())
                .description("Mails that are not yet with the mail server")
                .register(metrics);
        Gauge.builder("evently.notification.mails.oldest", this, mails -> mails.sight.oldest())
                .description("Age of the oldest mail that the mail server did not take and may yet")
                .baseUnit("seconds")
                .register(metrics);
        var _ = looks.scheduleWithFixedDelay(
                TraceHeader.unrecorded().wrap(this::look), 0, SECONDS_BETWEEN, TimeUnit.SECONDS);
    }

    void look() {
        try {
            sight = jdbc.sql("""
                    SELECT count(*) AS pending,
                           extract(epoch FROM ?::timestamptz - min(planned_at) FILTER (WHERE attempts > 0)) AS oldest
                    FROM (SELECT planned_at, attempts FROM delivery WHERE state = 'PENDING'
                          UNION ALL
                          SELECT planned_at, attempts FROM token_mail WHERE state = 'PENDING') mail
                    """)
                    .param(Timestamp.from(clock.instant()))
                    .query((row, number) -> new Sight(row.getDouble("pending"), Math.max(0, row.getDouble("oldest"))))
                    .single();
        } catch (RuntimeException e) {
            sight = Sight.NONE;
            log.debug("Pending mails are not counted", e);
        }
    }

    @PreDestroy
    void stop() {
        looks.shutdownNow();
    }
}
