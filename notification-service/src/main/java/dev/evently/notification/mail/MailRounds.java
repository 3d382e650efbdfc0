package dev.evently.notification.mail;

import dev.evently.notification.feed.NotificationsRecorded;
import dev.evently.platform.messaging.TraceHeader;
import io.opentelemetry.context.Scope;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/** Goes one mail round after the other for as long as the service runs, at once when something was told here. */
@Component
class MailRounds implements SmartLifecycle {

    private static final Duration STOP_GRACE = Duration.ofSeconds(10);
    private static final Logger log = LoggerFactory.getLogger(MailRounds.class);

    private final MailRound round;
    private final MailSettings settings;
    private final Semaphore signal = new Semaphore(0);

    private volatile @Nullable Thread thread;

    MailRounds(MailRound round, MailSettings settings) {
        this.round = round;
        this.settings = settings;
    }

    @TransactionalEventListener
    public void on(NotificationsRecorded recorded) {
        signal.release();
    }

    @TransactionalEventListener
    public void on(TokenMailPlanned planned) {
        signal.release();
    }

    @Override
    public void start() {
        if (isRunning()) {
            return;
        }
        Thread rounds = Thread.ofVirtual().name("mail-rounds").unstarted(this::run);
        thread = rounds;
        rounds.start();
    }

    private void run() {
        // Looking for mails is nothing that anybody asked for; sending one is recorded in the trace of what it tells
        // of.
        try (Scope _ = TraceHeader.unrecorded().makeCurrent()) {
            while (isRunning()) {
                if (tryRound() == 0) {
                    signal.tryAcquire(settings.pollInterval().toMillis(), TimeUnit.MILLISECONDS);
                    signal.drainPermits();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private int tryRound() {
        try {
            return round.go();
        } catch (RuntimeException e) {
            log.warn("A mail round failed, the next one follows: {}", e.toString());
            return 0;
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    /** Lets the round at hand finish; what it leaves behind is sent again when its lease ends. */
    @Override
    public void stop() {
        Thread running = thread;
        thread = null;
        if (running == null) {
            return;
        }
        signal.release();
        try {
            if (!running.join(STOP_GRACE)) {
                running.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
