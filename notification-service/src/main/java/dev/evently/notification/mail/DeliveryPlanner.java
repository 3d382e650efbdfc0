package dev.evently.notification.mail;

import dev.evently.notification.feed.Notice;
import dev.evently.notification.feed.NotificationRecorded;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Plans a mail for what is worth one, in the transaction that tells it. */
@Component
class DeliveryPlanner {

    private final EntityManager entities;
    private final Clock clock;

    DeliveryPlanner(EntityManager entities, Clock clock) {
        this.entities = entities;
        this.clock = clock;
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    public void on(NotificationRecorded recorded) {
        if (isWorthMail(recorded.notice())) {
            entities.persist(new Delivery(recorded.notificationId(), clock.instant(), usefulUntil(recorded.notice())));
        }
    }

    /** A hold that ran out is seen in the list; whoever let it go need not be written to. */
    private static boolean isWorthMail(Notice notice) {
        return switch (notice) {
            case Notice.BookingExpired _ -> false;
            case Notice.BookingConfirmed _,
                    Notice.BookingCancelled _,
                    Notice.PaymentRefunded _,
                    Notice.WaitlistOffered _,
                    Notice.WaitlistOfferExpired _ -> true;
        };
    }

    private static @Nullable Instant usefulUntil(Notice notice) {
        return notice instanceof Notice.WaitlistOffered offer ? offer.offerExpiresAt() : null;
    }
}
