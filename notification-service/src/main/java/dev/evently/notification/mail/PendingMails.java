package dev.evently.notification.mail;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PreDestroy;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The gauge {@code evently_notification_mails_pending}: mails that are not yet with the mail server. They are counted every
 * few seconds on a thread of its own, so that a database that is away keeps no scrape waiting; meanwhile it is no number.
 */
@Component
class PendingMails {

    private static final Logger log = LoggerFactory.getLogger(PendingMails.class);
    private static final int SECONDS_BETWEEN = 5;

    private final Deliveries deliveries;
    private final ScheduledExecutorService counts = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("pending-mails").factory());
    private volatile double pending = Double.NaN;

    PendingMails(Deliveries deliveries, MeterRegistry metrics) {
        this.deliveries = deliveries;
        Gauge.builder("evently.notification.mails.pending", this, mails -> mails.pending)
                .description("Mails that are not yet with the mail server")
                .register(metrics);
        var _ = counts.scheduleWithFixedDelay(this::count, 0, SECONDS_BETWEEN, TimeUnit.SECONDS);
    }

    private void count() {
        try {
            pending = deliveries.countPending();
        } catch (RuntimeException e) {
            pending = Double.NaN;
            log.debug("Pending mails are not counted", e);
        }
    }

    @PreDestroy
    void stop() {
        counts.shutdownNow();
    }
}
